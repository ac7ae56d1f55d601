/** Why a provider's sign-in came back without a session, in one sentence; null when it did not. */
export function refusalOf(code: string | null): string | null {
  if (code === null) return null;
  if (code === 'signup_disabled') return 'This server admits invited people only. Ask an admin for a link.';
  if (code === 'account_not_linked')
    return 'The provider does not vouch for your e-mail address, so it cannot sign you in here.';
  if (code === 'refused')
    return 'The sign-in was refused: the account is closed, or the provider does not vouch for your e-mail address.';
  if (code === 'access_denied') return 'The provider did not let you in.';
  return 'The sign-in through the provider did not work. Try again, or ask an admin.';
}
