import { and, eq, inArray } from 'drizzle-orm';
import { dataset, event, model } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { givenLabels } from './rows.ts';
import { storeVotes } from './votes.ts';

/**
 * Takes models away from a dataset; rounds from the next on do without them.
 * @throws ErrataError not_found when one of them is not there
 */
export async function removeModels({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; ids: string[] };
}): Promise<{ removed: number }> {
  const { dataset: found } = await requireDataset(ctx, input.slug, 'lead');
  const ids = [...new Set(input.ids.map(Number))];
  const given = await givenLabels(ctx.sql, found.id, found.samples);
  await ctx.db.transaction(async (tx) => {
    await tx.select({ id: dataset.id }).from(dataset).where(eq(dataset.id, found.id)).for('no key update');
    const gone = await tx
      .delete(model)
      .where(and(eq(model.datasetId, found.id), inArray(model.id, ids)))
      .returning({ name: model.name });
    if (gone.length !== ids.length)
      throw new ErrataError('not_found', 'One of these models is not there any more; look at the list again.');
    await storeVotes(tx, ctx, { datasetId: found.id, given });
    const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    await tx
      .insert(event)
      .values({ datasetId: found.id, userId, kind: 'models.removed', detail: { names: gone.map((m) => m.name) } });
  });
  if (found.roundId !== null) await requestRound({ ctx, datasetId: found.id, trigger: 'demand' });
  return { removed: ids.length };
}
