import { sql } from 'drizzle-orm';
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
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { StoredPolicy } from '#/server/domain/queuePolicy.ts';
import type { Consensus, ReadingKind } from '#/server/domain/reading.ts';
import type { Status, Verdict } from '#/server/domain/verdict.ts';
import { user } from './auth.ts';
import { dataset, sample } from './dataset.ts';
import { patch } from './patch.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const id = (name: string) => bigint(name, { mode: 'number' });

/** One retraining and re-scoring from a fixed prefix of the decision log; immutable once published. */
export const round = pgTable(
  'round',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id, { onDelete: 'cascade' }),
    number: integer().notNull(),
    trigger: text().$type<'import' | 'batch' | 'demand'>().notNull(),
    mode: text().$type<'cold' | 'warm'>().notNull(),
    state: text().$type<'running' | 'published' | 'failed'>().notNull().default('running'),
    /** dataset.eventSeq at the start: it learned from exactly the events up to here. */
    watermark: integer().notNull(),
    decisions: integer().notNull(),
    changed: integer().notNull().default(0),
    hitRate: real('hit_rate'),
    encodingId: integer('encoding_id').notNull(),
    /** sha-256 of method, parameters, warm state and data: the same hash gives the same scores. */
    methodHash: text('method_hash'),
    backend: text().notNull().default(''),
    durations: jsonb().$type<Record<string, number>>().notNull().default({}),
    metrics: jsonb().$type<Record<string, number>>().notNull().default({}),
    /** Row k: p(given j | true k), K×K row-major. */
    noiseMatrix: jsonb('noise_matrix').$type<number[]>(),
    /** Blob of the state a warm round starts from. */
    warmState: text('warm_state'),
    diff: jsonb().$type<{ doubted: number; cleared: number }>().notNull().default({ doubted: 0, cleared: 0 }),
    startedAt: at('started_at').notNull().defaultNow(),
    publishedAt: at('published_at'),
  },
  (t) => [unique('round_number').on(t.datasetId, t.number)],
);

/**
 * A round's scores. Partitioned by round (the migration says so): a partition is filled by COPY, indexed, attached and
 * then pointed to; old ones are dropped whole. `signals` follows the order of `ml/signals/index.ts`.
 */
export const score = pgTable(
  'score',
  {
    roundId: integer('round_id').notNull(),
    sampleId: id('sample_id').notNull(),
    row: integer().notNull(),
    pGiven: real('p_given').notNull(),
    suggestedClass: smallint('suggested_class').notNull(),
    pSuggested: real('p_suggested').notNull(),
    suspicion: real().notNull(),
    signals: real().array().notNull(),
    /** The five likeliest classes and their probabilities. */
    topClasses: smallint('top_classes').array().notNull(),
    topProbabilities: real('top_probabilities').array().notNull(),
    /** Not settled by a decision at the round's watermark; settled samples leave the order. */
    open: boolean().notNull(),
  },
  (t) => [primaryKey({ columns: [t.roundId, t.sampleId] })],
);

export interface QueueFilter {
  given?: string;
  suggested?: string;
  /** All but this given, this suggested class. */
  notGiven?: string;
  notSuggested?: string;
  /** Least signal value that puts a sample into the queue. */
  atLeast?: number;
  /** The model gives the given label less than this: a cell of the noise matrix holds what it counts. */
  pGivenBelow?: number;
  /** Samples whose decisions were taken back because this version of the guideline says otherwise. */
  guideline?: number;
}

export const queue = pgTable(
  'queue',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id, { onDelete: 'cascade' }),
    key: text().notNull(),
    name: text().notNull(),
    description: text().notNull(),
    /** 'suspicion', or the id of a signal. */
    orderBy: text('order_by').notNull(),
    filter: jsonb().$type<QueueFilter>().notNull().default({}),
    position: integer().notNull().default(0),
    /** When true, only assigned annotators may draw from it. */
    restricted: boolean().notNull().default(false),
    policy: jsonb().$type<StoredPolicy>().notNull().default({}),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [unique('queue_key').on(t.datasetId, t.key)],
);

export const assignment = pgTable(
  'assignment',
  {
    queueId: integer('queue_id')
      .notNull()
      .references(() => queue.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
  },
  (t) => [primaryKey({ columns: [t.queueId, t.userId] })],
);

/** A sample held for one reader. Ended leases stay, so that a late decision can be told what happened. */
export const lease = pgTable(
  'lease',
  {
    id: text().primaryKey(),
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id, { onDelete: 'cascade' }),
    sampleId: id('sample_id')
      .notNull()
      .references(() => sample.id, { onDelete: 'cascade' }),
    /** The reader's seat: 0 for the first, 1 for the second … It stays theirs once they have decided. */
    slot: smallint().notNull().default(0),
    kind: text().$type<ReadingKind>().notNull().default('reading'),
    /** Given and suggested label were shown without saying which is which. */
    blind: boolean().notNull().default(false),
    /** Of the two, the given one stood right. */
    flipped: boolean().notNull().default(false),
    /** What the model would say instead of the given label, when it was served. */
    suggestedClass: smallint('suggested_class'),
    queueId: integer('queue_id').notNull(),
    userId: text('user_id').notNull(),
    roundId: integer('round_id').notNull(),
    /** Drawn by the hidden audit; the wire never says so. */
    audit: boolean().notNull().default(false),
    /** Suggestion and reasons withheld: every audit draw, and as many suspicious ones. */
    plain: boolean().notNull().default(false),
    servedAt: at('served_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    endedAt: at('ended_at'),
    endedBy: text('ended_by').$type<'decision' | 'expired' | 'released' | 'skipped'>(),
  },
  (t) => [
    uniqueIndex('lease_held').on(t.sampleId, t.slot).where(sql`ended_at is null or ended_by = 'decision'`),
    uniqueIndex('lease_reader').on(t.sampleId, t.userId).where(sql`ended_at is null`),
    /** What was shown to a reader without its suggestion, for when it comes back to them. */
    index('lease_plain').on(t.sampleId, t.userId).where(sql`plain`),
    index('lease_expiry').on(t.datasetId, t.expiresAt).where(sql`ended_by is null`),
    index('lease_lost').on(t.datasetId).where(sql`audit and ended_by in ('expired', 'released', 'skipped')`),
    index('lease_user').on(t.userId, t.datasetId).where(sql`ended_at is null`),
  ],
);

/** A reader passed on this sample; others get it. Not a decision. */
export const skip = pgTable(
  'skip',
  {
    sampleId: id('sample_id')
      .notNull()
      .references(() => sample.id, { onDelete: 'cascade' }),
    userId: text('user_id').notNull(),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.sampleId, t.userId] })],
);

/** The log. Append-only: a trigger refuses UPDATE, DELETE and TRUNCATE. Undo is an event that retracts. */
export const decision = pgTable(
  'decision',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id),
    /** 1, 2, 3 … within the dataset, without gaps, in commit order. */
    seq: integer().notNull(),
    sampleId: id('sample_id')
      .notNull()
      .references(() => sample.id),
    userId: text('user_id').notNull(),
    leaseId: text('lease_id'),
    queueId: integer('queue_id'),
    verdict: text().$type<Verdict | 'retract'>().notNull(),
    /** Class index: the chosen label of a relabel, the second label of a both. */
    label: smallint(),
    reason: text(),
    note: text(),
    clientKey: text('client_key').notNull(),
    /** id of the decision that a retract takes back. */
    retracts: id('retracts'),
    roundId: integer('round_id'),
    guidelineVersion: integer('guideline_version'),
    suggestionShown: boolean('suggestion_shown').notNull(),
    /** What the model suggested, shown or not; null for decisions without a lease. */
    suggestedClass: smallint('suggested_class'),
    kind: text().$type<ReadingKind>().notNull().default('reading'),
    /** Readers that the queue's policy asked for at the time, and how many of them have to say the same. */
    asked: smallint().notNull().default(1),
    agree: smallint().notNull().default(1),
    /** The chance that this answer went to a blind second reader, and whether it did. */
    secondShare: real('second_share').notNull().default(0),
    secondDrawn: boolean('second_drawn').notNull().default(false),
    audit: boolean().notNull().default(false),
    late: boolean().notNull().default(false),
    /** The imported patch it comes from; null for what readers here decided. */
    source: text().references(() => patch.id),
    /** The bulk that wrote it; such a decision never outvotes one taken singly, and is neither a hit nor an audit answer. */
    bulk: integer(),
    /** The bulk that this decision, taken singly, verifies: drawn at random from it, so it says nothing about the order. */
    verifies: integer(),
    milliseconds: integer(),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [
    unique('decision_seq').on(t.datasetId, t.seq),
    unique('decision_client_key').on(t.userId, t.clientKey),
    index('decision_sample').on(t.sampleId),
    index('decision_adjudicated').on(t.datasetId).where(sql`kind = 'adjudication'`),
    index('decision_user').on(t.userId, t.datasetId, t.seq),
    index('decision_bulk').on(t.bulk, t.id).where(sql`bulk is not null`),
    index('decision_at').on(t.datasetId, t.at),
    index('decision_requeued').on(t.datasetId, t.guidelineVersion, t.sampleId).where(sql`reason = 'guideline'`),
  ],
);

/** What the log adds up to per sample, stored for speed; a test recomputes it from the log. No row: unreviewed. */
export const sampleState = pgTable(
  'sample_state',
  {
    sampleId: id('sample_id')
      .primaryKey()
      .references(() => sample.id, { onDelete: 'cascade' }),
    datasetId: integer('dataset_id').notNull(),
    status: text().$type<Status>().notNull(),
    currentClass: smallint('current_class'),
    /** The second label of `both`. */
    otherClass: smallint('other_class'),
    decidedBy: text('decided_by'),
    decidedAt: at('decided_at'),
    /** Only a bulk has settled it: nobody has looked at this sample by itself. */
    bulk: boolean().notNull().default(false),
    /** Decisions that count, retracted and unconfirmed late ones left out. */
    decisions: integer().notNull(),
    lastSeq: integer('last_seq').notNull(),
    /** Settled by an imported patch alone: no reader here has answered, so the hidden audit still asks. */
    imported: boolean().notNull().default(false),
    consensus: text().$type<Consensus>().notNull().default('agreed'),
    /** A second reader said the same, or a lead decided. */
    confirmed: boolean().notNull().default(false),
    /** Seats for readers that the decisions so far ask for. */
    seats: smallint().notNull().default(1),
    /** The queue that asks one more reader out of its order: for a blind second reading, or to complete an audit draw. */
    secondQueue: integer('second_queue'),
  },
  (t) => [
    index('sample_state_dataset').on(t.datasetId, t.status),
    index('sample_state_second').on(t.secondQueue).where(sql`second_queue is not null`),
    index('sample_state_conflict').on(t.datasetId).where(sql`consensus = 'conflict'`),
  ],
);
