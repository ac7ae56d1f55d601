import type { Sql } from 'postgres';
import type { QueueView } from '#/server/domain/views.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import type { ClassNames } from './classes.ts';
import { queueFigures } from './figures.ts';
import type { QueueRow } from './require.ts';

export async function queueView(
  sql: Sql,
  dataset: DatasetRow,
  queue: QueueRow,
  classes: ClassNames,
): Promise<QueueView> {
  const { given, suggested } = queue.filter;
  return {
    id: String(queue.id),
    key: queue.key,
    name: queue.name,
    description: queue.description,
    ...(await queueFigures(sql, dataset, queue, classes)),
    filter: { ...(given === undefined ? {} : { given }), ...(suggested === undefined ? {} : { suggested }) },
  };
}
