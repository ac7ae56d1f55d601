import { z } from 'zod';

/** The verdicts of the product; wording, keys and export status are the same everywhere. */
export const verdictSchema = z.enum(['keep', 'relabel', 'both', 'none', 'exclude', 'unsure']);
export type Verdict = z.infer<typeof verdictSchema>;

export const excludeReasonSchema = z.enum(['broken', 'out of scope', 'wrong spans', 'duplicate', 'private']);
export type ExcludeReason = z.infer<typeof excludeReasonSchema>;

/** What became of a sample; the export's `status` column. */
export const statusSchema = z.enum(['unreviewed', 'open', 'kept', 'changed', 'ambiguous', 'no_class', 'excluded']);
export type Status = z.infer<typeof statusSchema>;

export interface VerdictWording {
  verdict: Verdict;
  key: string;
  name: string;
  /** Told under the name on the button. */
  effect: string;
  status: Status;
}

export const verdicts: readonly VerdictWording[] = [
  { verdict: 'keep', key: 'k', name: 'Keep', effect: 'the given label stands', status: 'kept' },
  { verdict: 'relabel', key: 'a', name: 'Accept suggestion', effect: 'the suggested label', status: 'changed' },
  { verdict: 'both', key: 'b', name: 'Both', effect: 'either label fits', status: 'ambiguous' },
  { verdict: 'none', key: 'n', name: 'None of these', effect: 'strike, name none', status: 'no_class' },
  { verdict: 'exclude', key: 'x', name: 'Exclude', effect: 'leave the sample out', status: 'excluded' },
  { verdict: 'unsure', key: 'u', name: 'Unsure', effect: 'ask another reader', status: 'open' },
];
