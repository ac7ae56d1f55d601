import type { Verdict } from '#/server/domain/verdict.ts';

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
  /** No room above the line: for use inside running text. */
  flat?: boolean;
  /** Draw the stroke once: only right after the decision that made it. */
  draw?: boolean;
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

/** Characters of both labels from which they stand one above the other: always, and on a phone. */
const STACK_FROM = 44;
const STACK_NARROW_FROM = 28;

/** The product's mark: what a label was, and what has become of it. Read aloud as "was a, now b". */
export function ProofMark({ state, given, label, size = 'md', flat, draw, className = '' }: ProofMarkProps) {
  const old = given ?? 'no label';
  const fresh = state === 'none' ? 'no label' : state === 'excluded' ? 'excluded' : (label ?? '');
  const classes = ['pm', className];
  if (size !== 'md') classes.push(`pm-${size}`);
  if ([...old].length === 1) classes.push('pm-1');
  if (flat) classes.push('flat');
  if (draw) classes.push('draw');
  if (old.length + fresh.length > STACK_FROM) classes.push('pm-stack');
  else if (size === 'lg' && old.length + fresh.length > STACK_NARROW_FROM) classes.push('pm-stack-narrow');
  return (
    <span className={classes.filter(Boolean).join(' ')} data-state={state}>
      <del>
        <span className="vh">{words[state][0]}</span>
        {old}
      </del>
      {state === 'kept' || state === 'unsure' || fresh === '' ? null : (
        <>
          <span className="vh">, </span>
          <ins>
            <span className="vh">{words[state][1]}</span>
            {fresh}
          </ins>
        </>
      )}
    </span>
  );
}
