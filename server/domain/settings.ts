import { z } from 'zod';

const fields = z.object({
  /** Decisions between two rounds once the first three (after 10, 20, 50) are past. */
  batch: z.number().int().min(1).max(10_000),
  /** Share of served samples drawn at random, unmarked, for the audit. */
  auditShare: z.number().min(0).max(0.5),
  /** Share of served samples out of the queue's own order that are shown without suggestion and reasons; null: as many as the audit draws. */
  anchoringShare: z.number().min(0).max(0.5).nullable(),
  leaseMinutes: z.number().min(0.01).max(240),
  /** Relations only: the class that says that none of the others holds, such as no_relation. */
  negativeClass: z.string().nullable(),
});

/** A dataset's settings, changed by its leads. Defaults are the product's. */
export const datasetSettingsSchema = z.object({
  batch: fields.shape.batch.default(50),
  auditShare: fields.shape.auditShare.default(0.1),
  anchoringShare: fields.shape.anchoringShare.default(null),
  leaseMinutes: fields.shape.leaseMinutes.default(10),
  negativeClass: fields.shape.negativeClass.default(null),
});

/** Some of them, to be changed: what is not there stays, and gets no default. */
export const settingsChangesSchema = fields.partial();
export type DatasetSettings = z.infer<typeof datasetSettingsSchema>;

/** Is a new round due after this decision? `decisions` counts all decisions of the dataset so far, `before` those already there. */
export function roundIsDue(before: number, decisions: number, batch: number): boolean {
  for (const first of [10, 20, 50]) if (before < first && decisions >= first) return true;
  return decisions > 50 && Math.floor((decisions - 50) / batch) > Math.floor(Math.max(0, before - 50) / batch);
}
