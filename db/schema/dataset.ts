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
  unique,
} from 'drizzle-orm/pg-core';
import type { EntitySpan } from '#/server/domain/relation.ts';
import type { Role } from '#/server/domain/role.ts';
import type { DatasetSettings } from '#/server/domain/settings.ts';
import type { ColumnMap, DatasetState, Task } from '#/server/domain/task.ts';
import { user } from './auth.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Where a dataset came from: enough to import it again and to export its original format. */
export interface DatasetSource {
  format: string;
  files: { name: string; sha256: string; bytes: number }[];
  columns: ColumnMap;
  /** Column order of the original table. */
  order: string[];
  /** Between the cells of a CSV or TSV. */
  delimiter?: string;
  /** What the labels were in the source, so that a corrected one is written as the same kind. */
  labelKind?: 'text' | 'number' | 'boolean';
  embeddings?: string;
  predProbs?: string;
  encoder?: string;
}

export const dataset = pgTable('dataset', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  task: text().$type<Task>().notNull(),
  state: text().$type<DatasetState>().notNull().default('importing'),
  message: text(),
  demo: boolean().notNull().default(false),
  /** Key of the demo set, so that seeding twice makes one. */
  seedKey: text('seed_key').unique(),
  settings: jsonb().$type<DatasetSettings>().notNull(),
  source: jsonb().$type<DatasetSource>().notNull(),
  /** Rows committed so far while importing, all rows afterwards. */
  samples: integer().notNull().default(0),
  /** The ids of its samples begin here, and are dealt out by a permutation with this seed: an id says nothing about the row. */
  firstSample: bigint('first_sample', { mode: 'number' }),
  sampleSeed: integer('sample_seed'),
  encodingId: integer('encoding_id'),
  /** The published round: the one pointer that readers follow. */
  roundId: integer('round_id'),
  /** Number of the last event of the decision log; taken under the row lock, so the log has no gaps. */
  eventSeq: integer('event_seq').notNull().default(0),
  /** Decisions so far, retractions and duplicates not counted. */
  decisions: integer().notNull().default(0),
  /** Number of the latest guideline; 0 before there is one. Decisions remember it. */
  guidelineVersion: integer('guideline_version').notNull().default(0),
  createdBy: text('created_by').references(() => user.id),
  createdAt: at('created_at').notNull().defaultNow(),
});

/** A role on one dataset; it replaces the account's own role there. */
export const membership = pgTable(
  'membership',
  {
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    role: text().$type<Role>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.datasetId, t.userId] })],
);

export const datasetClass = pgTable(
  'class',
  {
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id, { onDelete: 'cascade' }),
    /** 0…K−1 in lexicographic order of the names at import; never reused. */
    index: smallint().notNull(),
    name: text().notNull(),
    description: text(),
    hotKey: text('hot_key'),
    /** `#rrggbb`; null: none. */
    colour: text(),
    given: integer().notNull().default(0),
    /** Retired: its name stays with what carries it, but it cannot be chosen. */
    archivedAt: at('archived_at'),
    /** The class that its labels count as now. */
    mergedInto: smallint('merged_into'),
    /** Split into others: its labels say nothing any more, and have to be given anew. */
    split: boolean().notNull().default(false),
    /** Names it had; a decision sent under one of them still finds it. */
    former: text().array().notNull().default([]),
  },
  (t) => [primaryKey({ columns: [t.datasetId, t.index] }), unique('class_name').on(t.datasetId, t.name)],
);

/** What is shown and encoded of a sample, as stored. */
export type StoredContent =
  | { kind: 'text'; title?: string; text: string; details?: { name: string; value: string }[] }
  | {
      kind: 'image';
      sha256: string;
      width: number;
      height: number;
      thumb?: string;
      /** What is said about the picture; the label is whether that is so. */
      caption?: string;
      details?: { name: string; value: string }[];
    }
  | {
      kind: 'relation';
      text: string;
      subject: EntitySpan;
      object: EntitySpan;
      before?: string;
      after?: string;
      details?: { name: string; value: string }[];
    };

export const sample = pgTable(
  'sample',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id, { onDelete: 'cascade' }),
    /** 0…N−1: the row of every matrix. */
    row: integer().notNull(),
    externalId: text('external_id').notNull(),
    content: jsonb().$type<StoredContent>().notNull(),
    /** Class index of the given label; null where the source has none. Never overwritten. */
    givenClass: smallint('given_class'),
    split: text(),
    group: text('group_name'),
    /** The source row's other fields, for the export of the original format. */
    extra: jsonb().$type<Record<string, unknown>>(),
    /** Position in the seeded random permutation that the hidden audit follows. */
    auditRank: integer('audit_rank').notNull(),
    /** 1 − p(given) in the first round, frozen before any answer; the audit's control variate. */
    frozenDoubt: real('frozen_doubt'),
  },
  (t) => [
    unique('sample_row').on(t.datasetId, t.row),
    unique('sample_external').on(t.datasetId, t.externalId),
    index('sample_audit').on(t.datasetId, t.auditRank),
  ],
);

/** The planted errors of a practice set; read by the score against the truth and by nothing else. */
export const plantedTruth = pgTable('planted_truth', {
  sampleId: bigint('sample_id', { mode: 'number' })
    .primaryKey()
    .references(() => sample.id, { onDelete: 'cascade' }),
  trueClass: smallint('true_class').notNull(),
});

export const blob = pgTable('blob', {
  sha256: text().primaryKey(),
  bytes: bigint({ mode: 'number' }).notNull(),
  mediaType: text('media_type').notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
});

/** A file on its way in, kept until an import takes it. */
export const upload = pgTable('upload', {
  id: text().primaryKey(),
  userId: text('user_id'),
  sha256: text().notNull(),
  fileName: text('file_name').notNull(),
  bytes: bigint({ mode: 'number' }).notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
});

export const neighbors = pgTable(
  'neighbors',
  {
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id, { onDelete: 'cascade' }),
    row: integer().notNull(),
    /** Rows of the nearest samples, nearest first. */
    rows: integer().array().notNull(),
    similarities: real().array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.datasetId, t.row] })],
);
