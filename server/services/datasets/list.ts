import { asc } from 'drizzle-orm';
import { dataset } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { DatasetView } from '#/server/domain/views.ts';
import { requireCapability } from '#/server/services/accounts/require.ts';
import { datasetViews } from './view.ts';

/** All datasets, oldest first. */
export async function listDatasets({ ctx }: { ctx: Ctx; input: undefined }): Promise<DatasetView[]> {
  requireCapability(ctx, 'read');
  return datasetViews(ctx, await ctx.db.select().from(dataset).orderBy(asc(dataset.id)));
}
