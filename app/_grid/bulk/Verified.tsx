'use client';

import { useEffect, useRef } from 'react';
import { Worded } from '#/app/_review/evidence/Worded.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { count, percent } from '#/app/_ui/figures.ts';
import type { BulkView } from '#/server/domain/bulk.ts';

interface VerifiedProps {
  bulk: BulkView;
  busy: boolean;
  onCommit: () => void;
  onMore: (n: number) => void;
  onCancel: () => void;
}

/** What the check has shown, before anything of the rest is written. */
export function Verified({ bulk, busy, onCommit, onMore, onCancel }: VerifiedProps) {
  const rest = bulk.samples - bulk.answered;
  const { error } = bulk;
  const within = error !== null && error.high <= bulk.bound + 1e-9;
  const again = Math.min(rest, Math.max(10, Math.ceil(bulk.answered / 2)));
  const first = useRef<HTMLButtonElement>(null);
  // Enter presses what has the focus, and nothing else.
  useEffect(() => first.current?.focus(), []);
  return (
    <div className="verified">
      <h1>{within ? 'Checked' : 'Checked, and less sure than you wanted'}</h1>
      <p className="verified-lede">
        Of {count(bulk.answered)} answered singly, {bulk.differed === 0 ? 'none' : count(bulk.differed)} came out
        otherwise.{' '}
        {error === null
          ? 'Nothing was answered, so nothing is known about the rest.'
          : error.high === error.low
            ? `That is all of them: ${percent(error.value)}.`
            : `So between ${percent(error.low)} and ${percent(error.high)} of all ${count(bulk.samples)} would be decided wrongly (95% interval).`}
      </p>
      {within ? null : (
        <p>
          You wanted to stay below {percent(bulk.bound)}. Check more of them, or go through them one by one; what you
          answered singly stays either way.
        </p>
      )}
      <dl className="bulk-facts">
        <div>
          <dt>In all</dt>
          <dd>
            <Worded text={bulk.says} />
          </dd>
        </div>
        <div>
          <dt>Decided singly already</dt>
          <dd>{count(bulk.answered)}</dd>
        </div>
        <div>
          <dt>To be written</dt>
          <dd>{count(rest)}, marked as a bulk; they weigh less than single decisions, and can be undone together</dd>
        </div>
      </dl>
      <div className="check-acts">
        <Button
          ref={within ? first : undefined}
          ink={within}
          kbd={within ? 'Enter' : undefined}
          disabled={rest === 0 || busy}
          onClick={onCommit}
        >
          Write {count(rest)}
        </Button>
        {rest > 0 ? (
          <Button
            ref={within ? undefined : first}
            ink={!within}
            kbd={within ? undefined : 'Enter'}
            disabled={busy}
            onClick={() => onMore(again)}
          >
            Check {count(again)} more
          </Button>
        ) : null}
        <Button disabled={busy} onClick={onCancel}>
          Give up
        </Button>
      </div>
    </div>
  );
}
