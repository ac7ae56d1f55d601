import { eq } from 'drizzle-orm';
import { exportVersion } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { ExportView } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { exportViews } from './view.ts';

/** All versions of a dataset, newest first. */
export async function listExports({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<ExportView[]> {
  const { dataset } = await requireDataset(ctx, input.slug, 'inspect');
  return (await exportViews(ctx, eq(exportVersion.datasetId, dataset.id))).map((e) => e.view);
}
