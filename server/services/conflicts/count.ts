import type { Ctx } from '#/server/context.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';

/** Samples that wait for a lead's word. */
export async function countConflicts({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string };
}): Promise<{ total: number }> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const [row] = await ctx.sql<{ total: number }[]>`
    select count(*)::int as total from sample_state where dataset_id = ${dataset.id} and consensus = 'conflict'`;
  return { total: row?.total ?? 0 };
}
