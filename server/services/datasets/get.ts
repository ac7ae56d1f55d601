import type { Ctx } from '#/server/context.ts';
import type { DatasetView } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { datasetViews } from './view.ts';

export async function getDataset({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<DatasetView> {
  const { dataset } = await requireDataset(ctx, input.slug, 'read');
  const [view] = await datasetViews(ctx, [dataset]);
  return view!;
}
