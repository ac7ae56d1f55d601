import { and, desc, eq } from 'drizzle-orm';
import { bulk } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { BulkView } from '#/server/domain/bulk.ts';
import { roleHas } from '#/server/domain/role.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { requireReader } from '#/server/services/review/reader.ts';
import { requireBulk } from './require.ts';
import { bulkView } from './view.ts';

export async function getBulk({ ctx, input }: { ctx: Ctx; input: { bulkId: string } }): Promise<BulkView> {
  const { row, dataset } = await requireBulk(ctx, input.bulkId);
  return bulkView(ctx, row, dataset.slug);
}

/** The latest twenty bulks of a dataset, newest first: of everybody for those who lead, else the reader's own. */
export async function listBulks({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<BulkView[]> {
  const { userId } = requireReader(ctx);
  const { dataset, role } = await requireDataset(ctx, input.slug, 'review');
  const mine = roleHas(role, 'lead') ? undefined : eq(bulk.userId, userId);
  const rows = await ctx.db
    .select()
    .from(bulk)
    .where(and(eq(bulk.datasetId, dataset.id), mine))
    .orderBy(desc(bulk.id))
    .limit(20);
  return Promise.all(rows.map((row) => bulkView(ctx, row, dataset.slug)));
}
