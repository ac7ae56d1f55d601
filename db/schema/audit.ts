import { integer, pgTable } from 'drizzle-orm/pg-core';
import { dataset } from './dataset.ts';

/**
 * How far a dataset's hidden audit has been handed out along the random permutation; no row: not begun. Beside the dataset, not
 * in its row: whoever draws would wait there for every decision that is being stored.
 */
export const audit = pgTable('audit', {
  datasetId: integer('dataset_id')
    .primaryKey()
    .references(() => dataset.id, { onDelete: 'cascade' }),
  cursor: integer().notNull(),
});
