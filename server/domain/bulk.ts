import { z } from 'zod';
import { excludeReasonSchema, statusSchema, type Verdict, verdictSchema } from './verdict.ts';
import type { ContentView, Interval } from './views.ts';

/** verifying: single answers are being given. committed and undone are what the log says; the others are on their way. */
export type BulkState = 'verifying' | 'committing' | 'committed' | 'undoing' | 'undone' | 'cancelled';

/** Which samples a bulk is about, as the samples browser filters them. */
export const bulkFilterSchema = z.object({
  search: z.string().max(500).optional(),
  status: statusSchema.optional(),
  given: z.string().max(1000).optional(),
  suggested: z.string().max(1000).optional(),
  split: z.string().max(200).optional(),
  /** Only what waits in this queue. */
  queueId: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
});
export type BulkFilter = z.infer<typeof bulkFilterSchema>;

/** What a bulk may say. The other verdicts need somebody who looks at one sample. */
export const bulkVerdictSchema = z
  .object({
    verdict: z.enum(['keep', 'relabel', 'exclude']),
    label: z.string().max(1000).optional(),
    reason: excludeReasonSchema.optional(),
  })
  .superRefine((d, c) => {
    if (d.verdict === 'relabel' && d.label === undefined)
      c.addIssue({ code: 'custom', path: ['label'], message: 'Choose the label.' });
    if (d.verdict === 'exclude' && d.reason === undefined)
      c.addIssue({ code: 'custom', path: ['reason'], message: 'Choose the reason.' });
  });
export type BulkVerdict = z.infer<typeof bulkVerdictSchema>;

const sampleId = z.string().regex(/^\d{1,18}$/);
/** Samples chosen by hand at most; a filter takes more. */
export const mostChosen = 5000;

export const startBulkSchema = z.object({
  /** The share of wrong decisions to stay below, as the upper end of a 95% interval. */
  bound: z.number().min(0.005).max(0.5).default(0.1),
  /** Of a selection: the queue in which it was made. Readers who do not lead need one. */
  queueId: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
  what: z.union([
    z.object({ filter: bulkFilterSchema, decision: bulkVerdictSchema }),
    z.object({ items: z.array(bulkVerdictSchema.safeExtend({ sampleId })).min(1).max(mostChosen) }),
  ]),
});
export type StartBulk = z.infer<typeof startBulkSchema>;

export const checkAnswerSchema = z.object({
  sampleId,
  verdict: verdictSchema,
  label: z.string().max(1000).optional(),
  reason: excludeReasonSchema.optional(),
  milliseconds: z.number().int().min(0).max(86_400_000).optional(),
});
export type CheckAnswer = z.infer<typeof checkAnswerSchema>;

/** Samples that a bulk left alone: held by another reader, or decided by someone meanwhile. */
export interface BulkSkipped {
  held: number;
  decided: number;
}

export interface BulkView {
  id: string;
  slug: string;
  state: BulkState;
  by: string;
  /** In words: what it says of what. */
  says: string;
  filter: BulkFilter | null;
  /** Samples it is about, the singly answered ones among them. */
  samples: number;
  /** Share of wrong decisions that was to be stayed below. */
  bound: number;
  /** Answers still to be given singly before the rest can be written. */
  toCheck: number;
  answered: number;
  /** Single answers that say something else than the bulk. */
  differed: number;
  /** Share of all its samples on which a single answer would differ; null before the first answer. */
  error: Interval | null;
  written: number;
  skipped: BulkSkipped;
  /** Of the job that writes or takes back; 0 to 1. */
  progress: number;
  jobId: string | null;
  createdAt: string;
  committedAt: string | null;
  undoneAt: string | null;
}

/** A sample to be answered singly: nothing tells what the bulk would say of it, or what the model would. */
export interface CheckItem {
  sampleId: string;
  externalId: string;
  content: ContentView;
  givenLabel: string | null;
}

/** What a single answer is compared by. Choosing the label a sample has is keeping it. */
export interface Said {
  verdict: Verdict;
  label: number | null;
}

export function saysAlike(a: Said, b: Said, given: number | null): boolean {
  const plain = ({ verdict, label }: Said) =>
    verdict === 'relabel' && label === given ? 'keep' : `${verdict} ${verdict === 'relabel' ? label : ''}`.trim();
  return plain(a) === plain(b);
}
