import { and, desc, eq, max, sql } from 'drizzle-orm';
import { dataset, job, round } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { JobRun } from '#/server/services/jobs/run.ts';
import type { RoundTrigger } from './request.ts';

export type RoundRow = typeof round.$inferSelect;

export interface Begun {
  round: RoundRow;
  /** The published round before it. */
  before: RoundRow | null;
}

/**
 * Under the round lock: the round that this job began before it was killed, or a new one whose watermark is the end of
 * the log now. Null when a batch asks for a round and nothing was decided since the last.
 * @throws ErrataError conflict when the dataset is not encoded yet.
 */
export async function beginRound(ctx: Pick<Ctx, 'db'>, run: JobRun): Promise<Begun | null> {
  const { datasetId, jobId, payload } = run;
  const before = await publishedRound(ctx, datasetId);
  if (typeof payload.roundId === 'number') {
    const [mine] = await ctx.db.select().from(round).where(eq(round.id, payload.roundId));
    // Published, and killed before the job could say so: nothing is left to do.
    if (mine?.state === 'published') return null;
    if (mine?.state === 'running') return { round: mine, before };
  }
  return ctx.db.transaction(async (tx) => {
    const [set] = await tx.select().from(dataset).where(eq(dataset.id, datasetId)).for('share');
    if (!set) throw new ErrataError('not_found', 'The dataset of this round is gone.');
    if (set.encodingId === null)
      throw new ErrataError('conflict', `“${set.name}” is not encoded yet; a round needs its features.`);
    const trigger = payload.trigger as RoundTrigger;
    if (trigger === 'batch' && before?.watermark === set.eventSeq) return null;
    // Nobody else holds the lock, so a round still called running lost its worker and its job for good.
    await tx
      .update(round)
      .set({ state: 'failed' })
      .where(and(eq(round.datasetId, datasetId), eq(round.state, 'running')));
    const [last] = await tx
      .select({ number: max(round.number) })
      .from(round)
      .where(eq(round.datasetId, datasetId));
    const warm = before?.warmState != null && before.encodingId === set.encodingId;
    const mode = payload.mode ?? (trigger === 'import' ? 'cold' : 'warm');
    const [made] = await tx
      .insert(round)
      .values({
        datasetId,
        number: (last?.number ?? 0) + 1,
        trigger,
        mode: mode === 'warm' && warm ? 'warm' : 'cold',
        watermark: set.eventSeq,
        decisions: 0,
        encodingId: set.encodingId,
      })
      .returning();
    await tx
      .update(job)
      .set({ payload: sql`${job.payload} || ${JSON.stringify({ roundId: made!.id })}::jsonb` })
      .where(eq(job.id, jobId));
    return { round: made!, before };
  });
}

async function publishedRound(ctx: Pick<Ctx, 'db'>, datasetId: number): Promise<RoundRow | null> {
  const [found] = await ctx.db
    .select()
    .from(round)
    .where(and(eq(round.datasetId, datasetId), eq(round.state, 'published')))
    .orderBy(desc(round.number))
    .limit(1);
  return found ?? null;
}
