import { and, eq, isNull } from 'drizzle-orm';
import { event, patch } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { JobRun } from '#/server/services/jobs/run.ts';
import { requestRound } from '#/server/services/rounds/request.ts';
import { importReader, writePatchEvents } from './append.ts';
import type { PatchRetraction } from './startRetract.ts';

/**
 * The body of the job `patch` where it takes a file back: one retract per decision, some hundred at a time, so that readers
 * hardly wait. Killed anywhere and run again it goes on where it was.
 */
export async function runPatchRetraction({ ctx, run }: { ctx: Ctx; run: JobRun }): Promise<void> {
  const { datasetId, progress, signal } = run;
  const { retract: patchId, by } = run.payload as unknown as PatchRetraction;
  const rows = await ctx.sql<{ id: string; sample_id: string }[]>`
    select d.id, d.sample_id from decision d
    where d.user_id = ${importReader(patchId)} and d.dataset_id = ${datasetId} and d.verdict <> 'retract' order by d.seq`;
  const events = rows.map((r) => {
    const sampleId = Number(r.sample_id);
    const clientKey = `retract-${sampleId}`;
    return { sampleId, verdict: 'retract' as const, label: null, clientKey, retracts: Number(r.id) };
  });
  const onChunk = (done: number) =>
    progress((0.95 * done) / events.length, `Took back ${done.toLocaleString('en')} decisions`);
  await writePatchEvents(ctx, { datasetId, patchId, onChunk, signal }, events);
  const [taken] = await ctx.db
    .update(patch)
    .set({ retractedAt: new Date() })
    .where(and(eq(patch.id, patchId), isNull(patch.retractedAt)))
    .returning({ name: patch.name });
  if (!taken) return;
  await ctx.db.insert(event).values({
    datasetId,
    userId: by,
    kind: 'patch.retracted',
    detail: { name: taken.name, decisions: events.length },
  });
  await requestRound({ ctx, datasetId, trigger: 'demand' });
  progress(1, `${events.length.toLocaleString('en')} decisions are taken back.`);
}
