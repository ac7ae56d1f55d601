import { Notice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import type { OutboxView } from '../session/useOutbox.ts';

/** Says only what needs saying: that answers wait here, and why. */
export function SaveState({ saving }: { saving: OutboxView }) {
  const { state, waiting, fleeting } = saving;
  if (waiting === 0 || state === 'saved' || state === 'saving')
    return fleeting ? (
      <Notice title="This browser does not store data.">Keep the page open until it says saved.</Notice>
    ) : null;
  const what = waiting === 1 ? 'Your last decision is' : `Your last ${waiting} decisions are`;
  if (state === 'sign in')
    return (
      <Notice
        title="You are signed out."
        action={
          <a className="btn btn-s" href={paths.signIn()} target="_blank" rel="noreferrer">
            Sign in
          </a>
        }
      >
        {what} kept here and will be sent when you sign in again.
      </Notice>
    );
  return <Notice title="Not saved.">{what} kept here and will be sent again.</Notice>;
}
