import { and, eq } from 'drizzle-orm';
import { event, patch } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { notice } from '#/server/services/live/publish.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { appendEvents, importReader } from './append.ts';

/**
 * Takes a patch back as a whole: one retract per decision, so that the log keeps both. The file can then be imported
 * again.
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
  const datasetId = dataset.id;
  const classes = await loadClasses(ctx.sql, datasetId);
  const retracted = await ctx.sql.begin(async (tx) => {
    const [at] = await tx<{ seq: number; now: Date }[]>`
      select event_seq as seq, clock_timestamp() as now from dataset where id = ${datasetId} for no key update`;
    const [mine] = await tx`
      update patch set retracted_at = now() where id = ${found.id} and retracted_at is null returning id`;
    if (!mine) throw new ErrataError('conflict', `“${found.name}” was taken back already.`);
    const rows = await tx<{ sample_id: string; given_class: number | null }[]>`
      select d.sample_id, s.given_class from decision d join sample s on s.id = d.sample_id
      where d.user_id = ${importReader(found.id)} and d.dataset_id = ${datasetId} and d.verdict <> 'retract' order by d.seq`;
    const said = rows.map((r) => ({
      sampleId: Number(r.sample_id),
      given: r.given_class,
      event: { verdict: 'retract' as const, label: null },
    }));
    await appendEvents(tx, { datasetId, patchId: found.id, classes, seq: at!.seq, now: at!.now }, said);
    await notice(tx, { type: 'decisions', datasetId });
    return said.length;
  });
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await ctx.db
    .insert(event)
    .values({ datasetId, userId, kind: 'patch.retracted', detail: { name: found.name, decisions: retracted } });
  await requestRound({ ctx, datasetId, trigger: 'demand' });
  return { retracted };
}
