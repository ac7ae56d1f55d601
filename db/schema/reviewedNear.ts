import { bigint, index, integer, pgTable, smallint } from 'drizzle-orm/pg-core';
import { dataset, sample } from './dataset.ts';

/**
 * Of samples that the latest round doubts because of reviewed neighbours: the labels that those carry, nearest first. It
 * gives the reason its words; written anew by every round.
 */
export const reviewedNear = pgTable(
  'reviewed_near',
  {
    sampleId: bigint('sample_id', { mode: 'number' })
      .primaryKey()
      .references(() => sample.id, { onDelete: 'cascade' }),
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id, { onDelete: 'cascade' }),
    /** Stored class indices. */
    said: smallint().array().notNull(),
  },
  (t) => [index('reviewed_near_dataset').on(t.datasetId)],
);
