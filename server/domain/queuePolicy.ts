import { z } from 'zod';
import { verdictSchema } from './verdict.ts';

const fields = z.object({
  /** Readers per sample: exactly that many different people, across all queues of the dataset. */
  overlap: z.number().int().min(1).max(10),
  /** Readers who have to say the same; null: more than half of them. */
  agree: z.number().int().min(1).max(10).nullable(),
  /** Given and suggested label are shown side by side without saying which is which. */
  blind: z.boolean(),
  /** `suspicion`: by the queue's signal, most doubtful first. `random`: in a fixed random order. */
  order: z.enum(['suspicion', 'random']),
  /** Samples that one reader may hold at a time. */
  batchSize: z.number().int().min(1).max(50),
  verdicts: z.array(verdictSchema).min(2),
  requireNoteOnChange: z.boolean(),
  /** Share of what a reader gets that a lead has decided already: unmarked, it tells how well they read. */
  goldShare: z.number().min(0).max(0.5),
  /** Chance that a single reader's answer goes to a blind second reader; with an overlap there is no need. */
  secondReading: z.object({ changes: z.number().min(0).max(1), keeps: z.number().min(0).max(1) }),
});

/** Some choices; the others stay as they are. */
export const policyChangesSchema = fields.partial();

/** How a queue is read. Every default is one reader per sample, with a blind second reading of a few answers. */
export const queuePolicySchema = z.object({
  overlap: fields.shape.overlap.default(1),
  agree: fields.shape.agree.default(null),
  blind: fields.shape.blind.default(false),
  order: fields.shape.order.default('suspicion'),
  batchSize: fields.shape.batchSize.default(50),
  verdicts: fields.shape.verdicts.default([...verdictSchema.options]),
  requireNoteOnChange: fields.shape.requireNoteOnChange.default(false),
  goldShare: fields.shape.goldShare.default(0),
  secondReading: fields.shape.secondReading.default({ changes: 0.1, keeps: 0.03 }),
});
export type QueuePolicy = z.infer<typeof queuePolicySchema>;
/** As stored: what is missing has its default. */
export type StoredPolicy = z.input<typeof queuePolicySchema>;

export const readPolicy = (stored: StoredPolicy): QueuePolicy => queuePolicySchema.parse(stored);

/**
 * The procedure of Northcutt, Athalye and Mueller, “Pervasive Label Errors in Test Sets Destabilize Machine Learning
 * Benchmarks” (2021): five readers choose between given, suggested, both and neither without knowing which is which; an
 * error is validated where fewer than three chose the given label.
 */
export const publishedStudy: StoredPolicy = {
  overlap: 5,
  agree: 3,
  blind: true,
  verdicts: ['keep', 'relabel', 'both', 'none'],
};

/** How many of `policy.overlap` readers have to say the same. */
export function agreeing(policy: Pick<QueuePolicy, 'overlap' | 'agree'>): number {
  return Math.min(policy.overlap, policy.agree ?? Math.floor(policy.overlap / 2) + 1);
}
