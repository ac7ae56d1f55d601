import type { Verdict } from '#/server/domain/verdict.ts';
import { Swatch } from './Swatch.tsx';

export type MarkState = 'query' | 'corrected' | 'kept' | 'none' | 'unsure' | 'both' | 'excluded';

export const markOfVerdict: Record<Verdict, MarkState> = {
  keep: 'kept',
  relabel: 'corrected',
  both: 'both',
  none: 'none',
  exclude: 'excluded',
  unsure: 'unsure',
};

interface ProofMarkProps {
  state: MarkState;
  given: string | null;
  /** The suggested label (`query`), the new one (`corrected`) or the second one (`both`). */
  label?: string | null;
  size?: 'sm' | 'md' | 'lg';
  /** False where the model leans to the given label, and `label` is only the likeliest other one (`query`). */
  doubted?: boolean;
  /** No room above the line: for use inside running text. */
  flat?: boolean;
  /** Draw the stroke once: only right after the decision that made it. */
  draw?: boolean;
  /** Characters of both labels that fit on one line; with more they stand one above the other. */
  room?: number;
  /** The colours a lead gave the two classes, as squares before their names. */
  colours?: { given?: string | null; label?: string | null };
  className?: string;
}

const words: Record<MarkState, [before: string, between: string]> = {
  query: ['given ', 'suggested '],
  corrected: ['was ', 'now '],
  kept: ['kept ', ''],
  none: ['was ', ''],
  unsure: ['unsure about ', ''],
  both: ['both ', ''],
  excluded: ['was ', ''],
};

/** Characters of both labels that fit on one line of a sheet, and on one of a phone. */
const ROOM = 44;
const ROOM_NARROW = 28;

/** The product's mark: what a label was, and what has become of it. Read aloud as "was a, now b". */
export function ProofMark(props: ProofMarkProps) {
  const { state, given, label, doubted = true, size = 'md', flat, draw, room = ROOM, colours, className = '' } = props;
  const old = given ?? 'no label';
  const fresh = state === 'none' ? 'no label' : state === 'excluded' ? 'excluded' : (label ?? '');
  const classes = ['pm', className];
  if (size !== 'md') classes.push(`pm-${size}`);
  if ([...old].length === 1) classes.push('pm-1');
  if (flat) classes.push('flat');
  if (draw) classes.push('draw');
  const alone = state === 'kept' || state === 'unsure' || fresh === '';
  const length = old.length + (alone ? 0 : fresh.length);
  if (length > room) classes.push('pm-stack');
  else if (size !== 'sm' && length > ROOM_NARROW) classes.push('pm-stack-narrow');
  return (
    <span className={classes.filter(Boolean).join(' ')} data-state={state}>
      <del>
        <span className="vh">{words[state][0]}</span>
        <Swatch colour={colours?.given} />
        {old}
      </del>
      {alone ? null : (
        <>
          <span className="vh">, </span>
          <ins>
            <span className="vh">{state === 'query' && !doubted ? 'next likeliest ' : words[state][1]}</span>
            <Swatch colour={colours?.label} />
            {fresh}
          </ins>
        </>
      )}
    </span>
  );
}
