import type { Ctx } from '#/server/context.ts';
import { roleHas } from '#/server/domain/role.ts';
import { type DatasetRow, requireDataset } from '#/server/services/accounts/require.ts';
import { requireGrid } from '#/server/services/bulk/requireGrid.ts';
import type { QueueRow } from '#/server/services/queues/require.ts';

/**
 * Where a grid is looked at: a queue that the reader may draw from at a glance, or, for those who lead, the whole dataset.
 * @throws ErrataError forbidden, bad_input; see `requireGrid`
 */
export async function requireGridPlace(
  ctx: Ctx,
  { slug, queueId }: { slug: string; queueId?: string },
): Promise<{ dataset: DatasetRow; queue: QueueRow | null }> {
  const { dataset, role } = await requireDataset(ctx, slug, 'review');
  if (queueId === undefined && roleHas(role, 'lead')) return { dataset, queue: null };
  return { dataset, queue: (await requireGrid(ctx, dataset, queueId)).queue };
}
