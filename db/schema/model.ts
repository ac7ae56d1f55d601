import { index, integer, pgTable, primaryKey, smallint, text, timestamp, unique } from 'drizzle-orm/pg-core';
import { dataset } from './dataset.ts';

/** A model of the user's own, and what it predicts for the samples of one dataset. */
export const model = pgTable(
  'model',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** probabilities: `.npy` [N × K], a row of zeros where there are none. labels: `.npy` [N] class index, −1 where there is none. */
    kind: text().$type<'probabilities' | 'labels'>().notNull(),
    /** Blob of the predictions in row order. */
    predictions: text().notNull(),
    /** Samples with a prediction. */
    covered: integer().notNull(),
    /** The file it came from, as its owner names it. */
    fileName: text('file_name').notNull(),
    createdBy: text('created_by'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [unique('model_name').on(t.datasetId, t.name), index('model_predictions').on(t.predictions)],
);

/** What all models of a dataset say about one sample's given label; no row where none of them predicts anything. */
export const modelVote = pgTable(
  'model_vote',
  {
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => dataset.id, { onDelete: 'cascade' }),
    row: integer().notNull(),
    /** Models with a prediction for it, and those that predict another label than the given one. */
    models: smallint().notNull(),
    against: smallint().notNull(),
    /** The label most of those predict, −1 where none does, and how many do. */
    alternative: smallint().notNull(),
    alternatives: smallint().notNull(),
  },
  (t) => [primaryKey({ columns: [t.datasetId, t.row] })],
);
