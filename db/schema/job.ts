import { index, integer, jsonb, pgTable, real, text, timestamp } from 'drizzle-orm/pg-core';
import type { Problem } from '#/server/domain/error.ts';
import type { JobView } from '#/server/domain/views.ts';
import { dataset } from './dataset.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** A job as people see it; pg-boss carries it to a worker. Every handler can be killed anywhere and run again. */
export const job = pgTable(
  'job',
  {
    id: text().primaryKey(),
    kind: text().$type<JobView['kind']>().notNull(),
    datasetId: integer('dataset_id').references(() => dataset.id, { onDelete: 'cascade' }),
    state: text().$type<JobView['state']>().notNull().default('queued'),
    progress: real().notNull().default(0),
    message: text().notNull().default(''),
    etaSeconds: real('eta_seconds'),
    error: text(),
    problems: jsonb().$type<Problem[]>().notNull().default([]),
    payload: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    createdAt: at('created_at').notNull().defaultNow(),
    startedAt: at('started_at'),
    finishedAt: at('finished_at'),
  },
  (t) => [index('job_dataset').on(t.datasetId, t.createdAt)],
);

export const encoding = pgTable('encoding', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  datasetId: integer('dataset_id')
    .notNull()
    .references(() => dataset.id, { onDelete: 'cascade' }),
  encoder: text().notNull(),
  rows: integer().notNull(),
  dims: integer().notNull(),
  /** sha-256 of the float32 shards, in row order, and rows per shard. */
  shards: jsonb().$type<string[]>().notNull(),
  shardRows: integer('shard_rows').notNull(),
  contentHash: text('content_hash').notNull(),
  /** sha-256 of each stored array of the geometry, with its manifest; null until computed. */
  geometry: jsonb().$type<Record<string, unknown> | null>(),
  durations: jsonb().$type<Record<string, number>>().notNull().default({}),
  createdAt: at('created_at').notNull().defaultNow(),
});

/** Facts of the server itself: the admin link's hash, the demo's seed state. */
export const serverState = pgTable('server_state', {
  key: text().primaryKey(),
  value: jsonb().notNull(),
  at: at('at').notNull().defaultNow(),
});
