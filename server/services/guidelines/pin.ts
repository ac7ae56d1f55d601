import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ExampleShows } from '#/server/domain/guidelineViews.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { partIndex } from './parts.ts';
import { writePart } from './save.ts';

/** More than these nobody reads while deciding. */
const most = 12;

/** Pins a real sample to a class's guideline; pinned again, it is told anew. Makes a new version, as every change does. */
export async function pinExample({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; sampleId: string; label: string | null; shows: ExampleShows; why: string };
}): Promise<{ version: number }> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const [sample] = await ctx.sql<{ external_id: string }[]>`
    select external_id from sample where id = ${input.sampleId} and dataset_id = ${dataset.id}`;
  if (!sample) throw new ErrataError('not_found', `There is no sample ${input.sampleId} in this dataset.`);
  const index = partIndex(await loadClasses(ctx.sql, dataset.id), input.label);
  const { sampleId, shows, why } = input;
  return writePart(ctx, dataset, index, ({ text, examples }) => {
    const others = examples.filter((e) => e.sampleId !== sampleId);
    if (others.length >= most)
      throw new ErrataError(
        'conflict',
        `There are ${most} examples already; take one away on the guidelines page first.`,
      );
    return { text, examples: [...others, { sampleId, shows, why }], note: `Pinned ${sample.external_id}` };
  });
}
