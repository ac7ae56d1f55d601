import { and, eq, sql } from 'drizzle-orm';
import { job } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { createJob } from '#/server/services/jobs/create.ts';

export type RoundTrigger = 'import' | 'batch' | 'demand';

/** When this many people review at once, batches fill faster than anyone can look at a new order. */
const manyReaders = 5;
const secondsApart = 30;

/**
 * Asks for a round. While one waits to start, the same one serves every caller, since it reads the log when it starts;
 * while one runs, one more is queued. With many readers a batch's round starts at least 30 s after the one before.
 * The caller has checked the actor.
 * @returns the id of the job that will run the round.
 */
export async function requestRound({
  ctx,
  datasetId,
  trigger,
  mode,
}: {
  ctx: Pick<Ctx, 'db' | 'sql' | 'enqueue'>;
  datasetId: number;
  trigger: RoundTrigger;
  mode?: 'cold' | 'warm';
}): Promise<string> {
  // A round that a batch asked for ends at once where nothing was decided, so it does not serve who changed something else.
  const serves =
    trigger === 'batch' ? sql`true` : sql`${job.payload} @> ${JSON.stringify({ trigger, mode: mode ?? null })}::jsonb`;
  if (trigger !== 'import') {
    const [waiting] = await ctx.db
      .select({ id: job.id })
      .from(job)
      .where(and(eq(job.datasetId, datasetId), eq(job.kind, 'round'), eq(job.state, 'queued'), serves))
      .limit(1);
    if (waiting) return waiting.id;
  }
  const notBefore = trigger === 'batch' ? await earliestStart(ctx, datasetId) : undefined;
  return createJob({ ctx, input: { kind: 'round', datasetId, payload: { trigger, mode: mode ?? null }, notBefore } });
}

async function earliestStart(ctx: Pick<Ctx, 'db'>, datasetId: number): Promise<Date | undefined> {
  const [row] = await ctx.db.execute<{ wait: string | null }>(sql`
    select extract(epoch from max(started_at) + interval '1 second' * ${secondsApart} - now()) as wait
    from round where dataset_id = ${datasetId}
      and (select count(distinct user_id) from decision
           where dataset_id = ${datasetId} and at > now() - interval '1 minute') >= ${manyReaders}`);
  const wait = Number(row?.wait ?? 0);
  return wait > 0 ? new Date(Date.now() + wait * 1000) : undefined;
}
