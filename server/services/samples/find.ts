import type { Ctx } from '#/server/context.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';

/** The sample with this external id, else at this row number (0-based, `#` allowed before it); null when neither is there. */
export async function findSample({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; idOrRow: string };
}): Promise<{ id: string } | null> {
  const { dataset } = await requireDataset(ctx, input.slug, 'inspect');
  const asked = input.idOrRow.trim();
  const row = /^#?(\d{1,9})$/.exec(asked)?.[1] ?? null;
  const [found] = await ctx.sql<{ id: string }[]>`
    select id from sample where dataset_id = ${dataset.id} and (external_id = ${asked} or row = ${row}::int)
    order by external_id = ${asked} desc limit 1`;
  return found ?? null;
}
