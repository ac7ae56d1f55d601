import { Kbd } from '#/app/_ui/Kbd.tsx';
import { markOfVerdict, ProofMark } from '#/app/_ui/ProofMark.tsx';
import { Worded } from '../evidence/Worded.tsx';
import { decisionInWords, deliveryInWords } from '../session/announcements.ts';
import type { Past } from '../session/session.ts';

interface PreviousProps {
  past: Past | undefined;
  /** Decided just now, in this page: the stroke is drawn. */
  fresh: boolean;
  /** Answers cannot be sent at present. */
  stalled: boolean;
  cap: string;
  onUndo: () => void;
}

/** The decision before this sample, with its mark, what became of it, and its undo. Always in its place above the sample. */
export function Previous({ past, fresh, stalled, cap, onUndo }: PreviousProps) {
  if (!past) return <div className="previous quiet">Your decisions appear here, each with its undo.</div>;
  const { verdict } = past;
  return (
    <div className="previous">
      <span className="quiet">Previous</span>
      {verdict === 'skip' || past.givenLabel === null ? null : (
        <ProofMark
          key={past.clientKey}
          state={markOfVerdict[verdict]}
          given={past.givenLabel}
          label={past.label}
          size="sm"
          flat
          room={Number.POSITIVE_INFINITY}
          draw={fresh}
        />
      )}
      <span className="told">
        <span className="decided">
          <Worded text={decisionInWords(past)} />{' '}
        </span>
        <Worded text={stalled && past.delivery === 'kept' ? 'Not saved yet.' : deliveryInWords(past)} />
      </span>
      <button type="button" className="undo" onClick={onUndo} aria-keyshortcuts={cap}>
        <span className="link">Undo</span> <Kbd>{cap}</Kbd>
      </button>
    </div>
  );
}
