import { sql } from 'drizzle-orm';
import {
  bigint,
  doublePrecision,
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
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { ProviderKind, ProviderLimits } from '#/server/domain/provider.ts';
import type {
  EvidenceRow,
  QuestionKind,
  QuestionRunState,
  ReaderAnswer,
  RunBudget,
  YesNo,
} from '#/server/domain/question.ts';
import { dataset, sample } from './dataset.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const ofDataset = () =>
  integer('dataset_id')
    .notNull()
    .references(() => dataset.id, { onDelete: 'cascade' });
const sampleId = () => bigint('sample_id', { mode: 'number' }).references(() => sample.id, { onDelete: 'cascade' });

/** Where visual questions are sent: the server's one (no dataset), or one of a dataset's own. */
export const provider = pgTable(
  'provider',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    datasetId: integer('dataset_id').references(() => dataset.id, { onDelete: 'cascade' }),
    kind: text().$type<ProviderKind>().notNull(),
    baseUrl: text('base_url'),
    model: text().notNull(),
    /** The key, encrypted with ERRATA_SECRET; it never leaves the server. */
    sealedKey: text('sealed_key'),
    limits: jsonb().$type<ProviderLimits>().notNull(),
    updatedBy: text('updated_by'),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('provider_of').on(sql`coalesce(${t.datasetId}, 0)`)],
);

/** The questions of one class, or of one sample's caption. Immutable: an edit retires the set and makes the next version. */
export const questionSet = pgTable(
  'question_set',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    datasetId: ofDataset(),
    classIndex: smallint('class_index'),
    sampleId: sampleId(),
    version: integer().notNull(),
    /** Other names of the label that count as right in an answer. */
    synonyms: jsonb().$type<string[]>().notNull().default([]),
    /** The model that wrote them; null: a person. */
    writtenBy: text('written_by'),
    userId: text('user_id'),
    createdAt: at('created_at').notNull().defaultNow(),
    retiredAt: at('retired_at'),
  },
  (t) => [
    uniqueIndex('question_set_class')
      .on(t.datasetId, t.classIndex)
      .where(sql`retired_at is null and class_index is not null`),
    uniqueIndex('question_set_sample').on(t.sampleId).where(sql`retired_at is null and sample_id is not null`),
  ],
);

export const question = pgTable(
  'question',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    setId: integer('set_id')
      .notNull()
      .references(() => questionSet.id, { onDelete: 'cascade' }),
    position: smallint().notNull(),
    kind: text().$type<QuestionKind>().notNull(),
    text: text().notNull(),
    /** Null: the label. */
    expected: text().$type<YesNo>(),
  },
  (t) => [unique('question_position').on(t.setId, t.position)],
);

/** Every paid answer, once: the same prompt about the same picture is never sent to the same model again. */
export const answer = pgTable(
  'answer',
  {
    /** sha-256 of the picture; empty for a prompt without one. */
    image: text().notNull(),
    /** sha-256 of the prompt. */
    prompt: text().notNull(),
    /** Model and endpoint. */
    model: text().notNull(),
    text: text().notNull(),
    inputTokens: integer('input_tokens').notNull(),
    outputTokens: integer('output_tokens').notNull(),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.image, t.prompt, t.model] })],
);

/** One run of questions with its budget. It may be carried by several jobs: each resume is a new one. */
export const questionRun = pgTable(
  'question_run',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    datasetId: ofDataset(),
    jobId: text('job_id'),
    state: text().$type<QuestionRunState>().notNull().default('running'),
    /** `ask`: about samples, most doubted first. `write`: questions for classes that have none. */
    kind: text().$type<'ask' | 'write'>().notNull(),
    model: text().notNull(),
    budget: jsonb().$type<RunBudget>().notNull(),
    /** At most so many samples, or these classes. */
    samples: integer().notNull().default(0),
    classes: smallint().array().notNull().default([]),
    samplesDone: integer('samples_done').notNull().default(0),
    /** Every call sent, counted with its answer or its failure in one transaction. */
    calls: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    inputTokens: bigint('input_tokens', { mode: 'number' }).notNull().default(0),
    outputTokens: bigint('output_tokens', { mode: 'number' }).notNull().default(0),
    money: doublePrecision().notNull().default(0),
    /** Why it paused or stopped: one sentence. */
    note: text(),
    startedBy: text('started_by'),
    startedAt: at('started_at').notNull().defaultNow(),
    finishedAt: at('finished_at'),
  },
  (t) => [index('question_run_dataset').on(t.datasetId, t.id)],
);

/** What the answers about one sample add up to: the input of the signal `visual-questions`. */
export const consistency = pgTable(
  'consistency',
  {
    sampleId: sampleId().primaryKey(),
    datasetId: ofDataset(),
    setId: integer('set_id').notNull(),
    model: text().notNull(),
    matched: smallint().notNull(),
    answered: smallint().notNull(),
    /** matched / answered; null when nothing usable was answered. */
    value: real(),
    /**
     * How well the picture fits the words of its label by a model that compares the two, 0 to 1; null where none was asked. Kept
     * while other models answer in words.
     */
    likeness: real(),
    evidence: jsonb().$type<EvidenceRow[]>().notNull(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [index('consistency_dataset').on(t.datasetId)],
);

/** What people answered themselves. Append-only; a person's latest answer to a question stands, null takes it back. */
export const readerAnswer = pgTable(
  'reader_answer',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    datasetId: ofDataset(),
    sampleId: sampleId().notNull(),
    questionId: integer('question_id').notNull(),
    userId: text('user_id').notNull(),
    answer: text().$type<ReaderAnswer>(),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [index('reader_answer_sample').on(t.sampleId)],
);
