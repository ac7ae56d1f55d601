import type { Ctx } from '#/server/context.ts';
import type { ModelView } from '#/server/domain/benchmarkViews.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { modelsOf } from './votes.ts';

/** The user's own models of a dataset, in the order they came. */
export async function listModels({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<ModelView[]> {
  const { dataset } = await requireDataset(ctx, input.slug, 'inspect');
  const models = await modelsOf(ctx.db, dataset.id);
  return models.map(({ id, name, kind, covered, fileName, createdAt }) => ({
    id: String(id),
    name,
    kind,
    covered,
    fileName,
    createdAt: createdAt.toISOString(),
  }));
}
