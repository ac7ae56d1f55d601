import type { ISql } from 'postgres';
import type { Fragment } from '#/server/services/queues/order.ts';
import type { DrawnQueue } from '#/server/services/queues/require.ts';

/**
 * The class that a queue suggests for `score s`: the round's, or in the queue that goes by the user's models what most of
 * those against the given label predict.
 */
export function suggestedBy(sql: ISql, { orderBy, datasetId }: Pick<DrawnQueue, 'orderBy' | 'datasetId'>): Fragment {
  if (orderBy !== 'models-disagree') return sql`s.suggested_class`;
  return sql`coalesce((select v.alternative from model_vote v
    where v.dataset_id = ${datasetId} and v.row = s.row and v.alternative >= 0), s.suggested_class)`;
}
