import { APIError } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import type { Environment } from '#/server/environment.ts';

/** The provider's name in addresses: what to register there is `{PUBLIC_URL}/api/auth/callback/oidc`. */
export const oidcProvider = 'oidc';

/**
 * Sign-in through an OpenID Connect provider. Who has an account with the address that the provider vouches for gets in;
 * others only where `role` says what they become.
 */
export function openIdConnect({ issuer, clientId, clientSecret, name, role }: NonNullable<Environment['oidc']>) {
  return genericOAuth({
    config: [
      {
        providerId: oidcProvider,
        name,
        clientId,
        clientSecret,
        discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        scopes: ['openid', 'email', 'profile'],
        requireIdTokenVerification: true,
        disableSignUp: role === null,
        mapProfileToUser: (profile) => {
          const { email, name: given, preferred_username: username } = profile;
          if (typeof email !== 'string' || email === '')
            throw new APIError('FORBIDDEN', { message: 'The provider tells no e-mail address.' });
          return { name: String(given ?? username ?? email) };
        },
      },
    ],
  });
}
