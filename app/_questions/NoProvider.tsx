import { ButtonLink } from '#/app/_ui/Button.tsx';
import { Notice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';

/** What is missing, and who can set it up how. */
export function NoProvider({ admin, captions }: { admin: boolean; captions: boolean }) {
  return (
    <div className="mb-6 max-w-[760px]">
      <Notice
        title="No vision model is set up, so nothing can be asked about the pictures."
        action={
          admin ? (
            <ButtonLink small href={paths.vision}>
              Set one up
            </ButtonLink>
          ) : undefined
        }
      >
        {admin
          ? 'Name one on the page “Vision model”, or start'
          : 'An admin names one on the page “Vision model”, or starts'}{' '}
        the server with VLM_BASE_URL and VLM_MODEL. Until then{' '}
        {captions
          ? '“Picture unlike its caption” compares captions with those of similar pictures.'
          : '“Picture unlike its class” compares pictures by their features alone.'}
      </Notice>
    </div>
  );
}
