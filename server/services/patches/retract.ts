import { and, eq, isNull } from 'drizzle-orm';
import { event, job, patch } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { importReader, writePatchEvents } from './append.ts';

/**
 * Takes a patch back as a whole: one retract per decision, so that the log keeps both. Cut off, it is called again. The
 * file can then be imported anew.
 * @throws ErrataError not_found; conflict when it was taken back already
 */
export async function retractPatch({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; id: string };
}): Promise<{ retracted: number }> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const [found] = await ctx.db
    .select()
    .from(patch)
    .where(and(eq(patch.datasetId, dataset.id), eq(patch.id, input.id)));
  if (!found) throw new ErrataError('not_found', 'There is no such file of corrections in this dataset.');
  if (found.retractedAt !== null) throw new ErrataError('conflict', `“${found.name}” was taken back already.`);
  const [adding] = await ctx.db.select({ state: job.state }).from(job).where(eq(job.id, found.id));
  if (adding?.state === 'queued' || adding?.state === 'running')
    throw new ErrataError('conflict', `“${found.name}” is still being added; wait until that is done.`);
  const datasetId = dataset.id;
  const rows = await ctx.sql<{ id: string; sample_id: string }[]>`
    select d.id, d.sample_id from decision d
    where d.user_id = ${importReader(found.id)} and d.dataset_id = ${datasetId} and d.verdict <> 'retract' order by d.seq`;
  const events = rows.map((r) => {
    const sampleId = Number(r.sample_id);
    const clientKey = `retract-${sampleId}`;
    return { sampleId, verdict: 'retract' as const, label: null, clientKey, retracts: Number(r.id) };
  });
  await writePatchEvents(ctx, { datasetId, patchId: found.id }, events);
  const [mine] = await ctx.db
    .update(patch)
    .set({ retractedAt: new Date() })
    .where(and(eq(patch.id, found.id), isNull(patch.retractedAt)))
    .returning({ id: patch.id });
  if (!mine) throw new ErrataError('conflict', `“${found.name}” was taken back already.`);
  const retracted = events.length;
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await ctx.db
    .insert(event)
    .values({ datasetId, userId, kind: 'patch.retracted', detail: { name: found.name, decisions: retracted } });
  await requestRound({ ctx, datasetId, trigger: 'demand' });
  return { retracted };
}
