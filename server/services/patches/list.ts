import { desc, eq } from 'drizzle-orm';
import { patch, user } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { PatchView } from '#/server/domain/benchmarkViews.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';

/** The files of corrections imported into a dataset, newest first; those taken back too. */
export async function listPatches({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<PatchView[]> {
  const { dataset } = await requireDataset(ctx, input.slug, 'inspect');
  const rows = await ctx.db
    .select({ patch, by: user.name })
    .from(patch)
    .leftJoin(user, eq(user.id, patch.createdBy))
    .where(eq(patch.datasetId, dataset.id))
    .orderBy(desc(patch.createdAt));
  return rows.map(({ patch: p, by }) => ({
    id: p.id,
    name: p.name,
    format: p.format,
    ...p.counts,
    by: by ?? 'the system',
    createdAt: p.createdAt.toISOString(),
    retractedAt: p.retractedAt?.toISOString() ?? null,
  }));
}
