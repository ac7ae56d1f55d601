import type { Sql } from 'postgres';
import { readPolicy } from '#/server/domain/queuePolicy.ts';
import type { QueueView } from '#/server/domain/views.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import type { ClassNames } from './classes.ts';
import { queueFigures } from './figures.ts';
import type { QueueRow } from './require.ts';

/** What a blind queue is called where it is read: its own name might say what is in it. */
const blindQueue = {
  key: 'blind',
  name: 'Blind review',
  description: 'Two labels side by side; which one the dataset gives is not said.',
  filter: {},
  expectedPrecision: null,
  hitRate: null,
} as const;

/** @param reading for somebody who reads it: a blind queue is then told without what it holds. */
export async function queueView(
  sql: Sql,
  dataset: DatasetRow,
  queue: QueueRow,
  classes: ClassNames,
  reading = false,
): Promise<QueueView> {
  const { given, suggested } = queue.filter;
  const { overlap, blind } = readPolicy(queue.policy);
  const view = {
    id: String(queue.id),
    key: queue.key,
    name: queue.name,
    description: queue.description,
    ...(await queueFigures(sql, dataset, queue, classes)),
    filter: { ...(given === undefined ? {} : { given }), ...(suggested === undefined ? {} : { suggested }) },
    overlap,
    blind,
    restricted: queue.restricted,
  };
  return reading && blind ? { ...view, ...blindQueue } : view;
}
