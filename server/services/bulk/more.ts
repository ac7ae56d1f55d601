import type { Ctx } from '#/server/context.ts';
import type { BulkView } from '#/server/domain/bulk.ts';
import { requireBulk, requireState } from './require.ts';
import { bulkView } from './view.ts';

/** Asks for so many more single answers before the rest may be written: a wider check gives a narrower interval. */
export async function checkMore({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { bulkId: string; more: number };
}): Promise<BulkView> {
  const { row, dataset } = await requireBulk(ctx, input.bulkId);
  requireState(row, 'verifying');
  const [{ to_check } = { to_check: row.toCheck }] = await ctx.sql<{ to_check: number }[]>`
    update bulk set to_check = least(samples, (select count(agrees) from bulk_item where bulk_id = ${row.id}) + ${input.more})
    where id = ${row.id} and state = 'verifying' returning to_check`;
  return bulkView(ctx, { ...row, toCheck: to_check }, dataset.slug);
}
