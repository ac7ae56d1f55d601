import { z } from 'zod';
import { excludeReasonSchema, verdictSchema } from './verdict.ts';

/** One decision as a client sends it. `retract` undoes the decision whose clientKey is `of`. Labels are class names. */
export const decisionInputSchema = z
  .object({
    leaseId: z.string().max(64).optional(),
    sampleId: z.string().regex(/^\d{1,18}$/),
    verdict: z.enum([...verdictSchema.options, 'retract']),
    label: z.string().max(1000).optional(),
    reason: excludeReasonSchema.optional(),
    note: z.string().max(4000).optional(),
    /** clientKey of the decision that a `retract` undoes. */
    of: z.string().max(100).optional(),
    clientKey: z.string().min(8).max(100),
    /** From the sample's first paint to the key press. */
    milliseconds: z.number().int().min(0).max(86_400_000).optional(),
  })
  .superRefine((d, c) => {
    if (d.verdict === 'relabel' && d.label === undefined)
      c.addIssue({ code: 'custom', path: ['label'], message: 'relabel needs a label' });
    if (d.verdict === 'both' && d.label === undefined)
      c.addIssue({ code: 'custom', path: ['label'], message: 'both needs the second label' });
    if (d.verdict === 'exclude' && d.reason === undefined)
      c.addIssue({ code: 'custom', path: ['reason'], message: 'exclude needs a reason' });
    if (d.verdict === 'retract' && d.of === undefined)
      c.addIssue({ code: 'custom', path: ['of'], message: 'retract needs the clientKey it undoes, as `of`' });
  });
export type DecisionInput = z.infer<typeof decisionInputSchema>;

export const decisionsInputSchema = z.object({ decisions: z.array(z.unknown()).min(1).max(500) });

export interface DecisionResult {
  clientKey: string;
  /**
   * accepted: stored and counted. duplicate: this clientKey is stored already. late: stored; the lease had ended, it
   * counts once confirmed or when nobody else took the sample. rejected: not stored, the message says why.
   */
  status: 'accepted' | 'duplicate' | 'late' | 'rejected';
  message?: string;
}
