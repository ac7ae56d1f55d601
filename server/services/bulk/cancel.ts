import type { Ctx } from '#/server/context.ts';
import type { BulkView } from '#/server/domain/bulk.ts';
import { requireBulk, requireState } from './require.ts';
import { bulkView } from './view.ts';

/** Gives a bulk up before anything of it is written. The answers given singly stay: they were decisions. */
export async function cancelBulk({ ctx, input }: { ctx: Ctx; input: { bulkId: string } }): Promise<BulkView> {
  const { row, dataset } = await requireBulk(ctx, input.bulkId);
  if (row.state === 'cancelled') return bulkView(ctx, row, dataset.slug);
  requireState(row, 'verifying');
  await ctx.sql`update bulk set state = 'cancelled' where id = ${row.id} and state = 'verifying'`;
  await ctx.sql`
    update lease set ended_at = now(), ended_by = 'released'
    where user_id = ${row.userId} and ended_at is null and plain
      and sample_id in (select sample_id from bulk_item where bulk_id = ${row.id} and agrees is null)`;
  return bulkView(ctx, { ...row, state: 'cancelled' }, dataset.slug);
}
