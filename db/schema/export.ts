import { bigint, integer, jsonb, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core';
import type { ClassState } from '#/server/domain/classes.ts';
import type { ExportFormat, ExportPolicy } from '#/server/domain/views.ts';
import { dataset } from './dataset.ts';

/** An immutable, reproducible version of the cleaned dataset: fixed log prefix, round and policy. */
export const exportVersion = pgTable(
  'export',
  {
    id: text().primaryKey(),
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id),
    version: integer().notNull(),
    format: text().$type<ExportFormat>().notNull(),
    policy: jsonb().$type<ExportPolicy>().notNull(),
    watermark: integer().notNull(),
    decisions: integer().notNull(),
    roundId: integer('round_id').notNull(),
    /** The classes as they were when it was made: names and operations of later days do not reach it. Null: as imported. */
    classes: jsonb().$type<ClassState[] | null>(),
    state: text().$type<'running' | 'ready' | 'failed'>().notNull().default('running'),
    fileName: text('file_name').notNull(),
    rows: integer().notNull().default(0),
    bytes: bigint({ mode: 'number' }),
    sha256: text(),
    error: text(),
    createdBy: text('created_by').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [unique('export_version').on(t.datasetId, t.version)],
);
