import { integer, jsonb, pgTable, primaryKey, smallint, text, timestamp } from 'drizzle-orm/pg-core';
import { user } from './auth.ts';
import { dataset } from './dataset.ts';

/** A real sample pinned to a guideline, with the word on why. `shows` says whether it belongs there or only looks so. */
export interface PinnedExample {
  sampleId: string;
  shows: 'fits' | 'does not fit';
  why: string;
}

/**
 * Every text that was ever in force, of the dataset as a whole or of one class. Versions are numbered within the dataset:
 * the guideline at version v is each part's latest text up to v. Never changed; a trigger refuses it.
 */
export const guideline = pgTable(
  'guideline',
  {
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    /** Null: what holds for every class. */
    classIndex: smallint('class_index'),
    text: text().notNull(),
    examples: jsonb().$type<PinnedExample[]>().notNull().default([]),
    /** What changed, in the author's words. */
    note: text().notNull().default(''),
    createdBy: text('created_by').references(() => user.id),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.datasetId, t.version] })],
);
