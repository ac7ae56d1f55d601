'use client';

import { Button } from './_ui/Button.tsx';
import { Notice } from './_ui/Notice.tsx';

/** A page that failed. It is fetched anew, with all its data: what made it fail may be among what it holds. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <main id="main" className="page grid min-h-dvh place-items-center px-4">
      <div className="w-full max-w-[560px]">
        <Notice
          title="This page did not load."
          urgent
          action={<Button onClick={() => window.location.reload()}>Try again</Button>}
        >
          Your decisions are safe.{' '}
          {error.digest ? <span className="quiet">The server&apos;s log calls it {error.digest}.</span> : null}
        </Notice>
      </div>
    </main>
  );
}
