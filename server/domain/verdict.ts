import { z } from 'zod';

/** The verdicts of the product; wording, keys and export status are the same everywhere. */
export const verdictSchema = z.enum(['keep', 'relabel', 'both', 'none', 'exclude', 'unsure']);
export type Verdict = z.infer<typeof verdictSchema>;

export const excludeReasonSchema = z.enum(['broken', 'out of scope', 'wrong spans', 'duplicate', 'private']);
export type ExcludeReason = z.infer<typeof excludeReasonSchema>;

/** What became of a sample; the export's `status` column. */
export const statusSchema = z.enum(['unreviewed', 'open', 'kept', 'changed', 'ambiguous', 'no_class', 'excluded']);
export type Status = z.infer<typeof statusSchema>;

export { type VerdictWording, verdicts } from './verdictWording.ts';
