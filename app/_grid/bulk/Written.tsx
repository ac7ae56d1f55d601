'use client';

import { useEffect, useRef } from 'react';
import { Button } from '#/app/_ui/Button.tsx';
import { count, counted, percent } from '#/app/_ui/figures.ts';
import { LiveRegion } from '#/app/_ui/LiveRegion.tsx';
import { Progress } from '#/app/_ui/measures.tsx';
import { useShortcuts } from '#/app/_ui/useShortcuts.ts';
import type { BulkView } from '#/server/domain/bulk.ts';

interface WrittenProps {
  bulk: BulkView;
  busy: boolean;
  onUndo: () => void;
  onLeave: () => void;
}

/** A bulk that is being written, stands, or was taken back. */
export function Written({ bulk, busy, onUndo, onLeave }: WrittenProps) {
  const standing = bulk.state === 'committed';
  const moving = bulk.state === 'committing' || bulk.state === 'undoing';
  useShortcuts({ z: standing && !busy ? onUndo : undefined });
  const goOn = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!moving) goOn.current?.focus();
  }, [moving]);
  const title = {
    committing: 'Writing',
    committed: `${counted(bulk.written, 'decision', 'decisions')} written`,
    undoing: 'Taking it back',
    undone: `${counted(bulk.written, 'decision', 'decisions')} taken back`,
    cancelled: 'Given up',
    verifying: '',
  }[bulk.state];
  return (
    <div className="verified">
      <h1>{title}</h1>
      <LiveRegion message={title} />
      {moving ? <Progress share={bulk.progress} label={title} /> : null}
      <p className="verified-lede">
        {bulk.state === 'cancelled'
          ? 'Nothing of the rest was written. What was answered singly stays.'
          : bulk.error
            ? `Checked singly: ${count(bulk.answered)}, of which ${count(bulk.differed)} came out otherwise; ${percent(bulk.error.low)} to ${percent(bulk.error.high)} of all may be wrong. They stay, whatever becomes of the rest.`
            : null}
      </p>
      {standing && bulk.skipped.held + bulk.skipped.decided > 0 ? (
        <p>
          Left alone: {count(bulk.skipped.held)} that others hold at the moment, {count(bulk.skipped.decided)} that
          somebody decided meanwhile.
        </p>
      ) : null}
      <div className="check-acts">
        {standing ? (
          <Button kbd="Z" disabled={busy} onClick={onUndo}>
            Undo all {count(bulk.written)}
          </Button>
        ) : null}
        {moving ? null : (
          <Button ref={goOn} ink kbd="Enter" onClick={onLeave}>
            Go on
          </Button>
        )}
      </div>
    </div>
  );
}
