import type { MarkState } from '#/app/_ui/ProofMark.tsx';
import type { Status } from '#/server/domain/verdict.ts';
import type { SampleView } from '#/server/domain/views.ts';

/** The statuses in the words of the product. */
export const statusWords: Record<Status, string> = {
  unreviewed: 'not reviewed',
  open: 'open',
  kept: 'kept',
  changed: 'changed',
  ambiguous: 'both labels fit',
  no_class: 'no class fits',
  excluded: 'excluded',
};

export const statuses = Object.keys(statusWords) as Status[];

/** The proof mark of a sample: what became of its label, or what the model would say. */
export function markOf(s: SampleView): { state: MarkState; label: string | null } | null {
  switch (s.status) {
    case 'changed':
      return { state: 'corrected', label: s.currentLabel };
    case 'kept':
      return { state: 'kept', label: null };
    case 'no_class':
      return { state: 'none', label: null };
    case 'excluded':
      return { state: 'excluded', label: null };
    case 'ambiguous':
      return { state: 'both', label: secondLabel(s) };
    case 'open':
      return { state: 'unsure', label: null };
    case 'unreviewed':
      return doubted(s) ? { state: 'query', label: s.suggestion?.label ?? null } : null;
  }
}

/** Does the model believe its suggestion more than the given label? */
const doubted = (s: SampleView): boolean =>
  s.suggestion !== null && s.suggestion.label !== s.givenLabel && s.suggestion.probability > (s.pGiven ?? 0);

/** The alternative a reader named with "both"; lists carry no decisions, so there it falls back to the suggestion. */
function secondLabel(s: SampleView): string | null {
  return s.decisions.findLast((d) => d.verdict === 'both')?.label ?? s.suggestion?.label ?? null;
}
