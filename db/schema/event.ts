import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** The audit log: who did what. Append-only like the decisions. */
export const event = pgTable(
  'event',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    datasetId: integer('dataset_id'),
    userId: text('user_id'),
    kind: text().notNull(),
    /** The sample it is about, where it is about one. */
    sampleId: bigint('sample_id', { mode: 'number' }),
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    index('event_dataset').on(t.datasetId, t.id),
    index('event_at').on(t.datasetId, t.at),
    index('event_sample').on(t.sampleId).where(sql`sample_id is not null`),
  ],
);
