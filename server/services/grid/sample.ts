import type { StoredContent } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ContentView } from '#/server/domain/views.ts';
import { toContentView } from '#/server/services/samples/content.ts';
import { requireGridPlace } from './place.ts';

/** The whole content of one sample of a grid. @throws ErrataError not_found */
export async function gridSample({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; queueId?: string; id: string };
}): Promise<ContentView> {
  const { dataset } = await requireGridPlace(ctx, input);
  const [row] = await ctx.sql<{ content: StoredContent }[]>`
    select content from sample where id = ${input.id} and dataset_id = ${dataset.id}`;
  if (!row) throw new ErrataError('not_found', `There is no sample ${input.id} in this dataset.`);
  return toContentView(input.id, row.content);
}
