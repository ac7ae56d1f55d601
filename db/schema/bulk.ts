import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import type { BulkFilter, BulkSkipped, BulkState } from '#/server/domain/bulk.ts';
import type { Verdict } from '#/server/domain/verdict.ts';
import { dataset } from './dataset.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * One verdict for many samples at once. A random part of them is answered singly first; how often those answers differ
 * bounds how often the rest is wrong, and is kept here for good.
 */
export const bulk = pgTable(
  'bulk',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id, { onDelete: 'cascade' }),
    userId: text('user_id').notNull(),
    state: text().$type<BulkState>().notNull().default('verifying'),
    /** Null: a selection made by hand. */
    filter: jsonb().$type<BulkFilter | null>(),
    /** Share of wrong decisions that the reader wanted to stay below. */
    bound: real().notNull(),
    /** Orders the items at random: the first ones are answered singly. */
    seed: text().notNull(),
    samples: integer().notNull(),
    /** How many are to be answered singly before the rest may be written. */
    toCheck: integer('to_check').notNull(),
    written: integer().notNull().default(0),
    skipped: jsonb().$type<BulkSkipped>().notNull().default({ held: 0, decided: 0 }),
    /** What the single answers said when the rest was committed. */
    answered: integer().notNull().default(0),
    differed: integer().notNull().default(0),
    jobId: text('job_id'),
    createdAt: at('created_at').notNull().defaultNow(),
    committedAt: at('committed_at'),
    undoneAt: at('undone_at'),
  },
  (t) => [index('bulk_dataset').on(t.datasetId, t.id)],
);

export const bulkItem = pgTable(
  'bulk_item',
  {
    /** Neither is a foreign key: looking both up for every row is most of what a bulk of 100,000 takes to begin. */
    bulkId: integer('bulk_id').notNull(),
    sampleId: bigint('sample_id', { mode: 'number' }).notNull(),
    /** 0…n−1 in random order. */
    position: integer().notNull(),
    verdict: text().$type<Verdict>().notNull(),
    label: smallint(),
    reason: text(),
    /** Of those answered singly: did the answer say the same? */
    agrees: boolean(),
    /** Written, or passed over for good. */
    done: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.bulkId, t.sampleId] }), index('bulk_item_order').on(t.bulkId, t.position)],
);
