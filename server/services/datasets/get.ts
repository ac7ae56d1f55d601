import type { Ctx } from '#/server/context.ts';
import { roleHas } from '#/server/domain/role.ts';
import type { DatasetView } from '#/server/domain/views.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { datasetViews } from './view.ts';

export async function getDataset({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<DatasetView> {
  const { dataset, role } = await requireDataset(ctx, input.slug, 'read');
  const [view] = await datasetViews(ctx, [dataset], () => roleHas(role, 'inspect'));
  return view!;
}
