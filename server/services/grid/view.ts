import type { Ctx } from '#/server/context.ts';
import type { GridView } from '#/server/domain/gridViews.ts';
import { datasetViews } from '#/server/services/datasets/view.ts';
import { requireGridPlace } from './place.ts';

/** What the screen of a grid needs before its first page. */
export async function gridView({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; queueId?: string };
}): Promise<GridView> {
  const { dataset, queue } = await requireGridPlace(ctx, input);
  const [view] = await datasetViews(ctx, [dataset], () => false);
  const { slug, name, noun, task, classes } = view!;
  return { dataset: { slug, name, noun, task }, classes, queue: queue && { id: String(queue.id), name: queue.name } };
}
