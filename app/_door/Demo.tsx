'use client';

import { Button } from '#/app/_ui/Button.tsx';

/** One click into the demo. Only a server started as a demo on this very machine offers it. */
export function Demo({ busy, onPick }: { busy: boolean; onPick: (role: 'lead' | 'annotator') => void }) {
  return (
    <section className="grid gap-3 border-y border-rule py-5" aria-labelledby="demo">
      <h2 id="demo">This is a demo</h2>
      <p className="text-ink-2">
        It runs on this computer only, without a password. Everything you do here is kept until you delete it.
      </p>
      <Button ink disabled={busy} onClick={() => onPick('lead')} className="justify-center">
        Look around as lead
      </Button>
      <Button disabled={busy} onClick={() => onPick('annotator')} className="justify-center">
        Review as annotator
      </Button>
    </section>
  );
}
