import { and, inArray, lt, sql } from 'drizzle-orm';
import { job } from '#/db/schema/index.ts';
import type { Ctx, JobQueue } from '#/server/context.ts';
import { failJob } from './run.ts';

/** A job this young may still be on its way to the queue. */
const youngSeconds = 10;

/**
 * Looks after unfinished jobs that the queue does not hold: one that never started is handed over (again; the id makes
 * that harmless), one that started lost its worker more often than it may and is failed with a sentence.
 */
export async function recoverJobs(
  ctx: Pick<Ctx, 'db' | 'sql' | 'enqueue'>,
  isAlive: (queue: JobQueue, jobId: string) => Promise<boolean>,
): Promise<void> {
  const open = await ctx.db
    .select()
    .from(job)
    .where(
      and(
        inArray(job.state, ['queued', 'running']),
        inArray(job.kind, ['import', 'encode', 'round', 'export', 'models', 'bulk', 'patch', 'questions']),
        lt(job.createdAt, sql`now() - ${youngSeconds} * interval '1 second'`),
      ),
    )
    .orderBy(job.createdAt);
  for (const { id: jobId, datasetId, kind, state } of open) {
    const queue = kind as JobQueue;
    if (datasetId === null || (await isAlive(queue, jobId))) continue;
    if (state === 'queued') await ctx.enqueue(queue, { jobId, datasetId });
    else
      await failJob(ctx, {
        jobId,
        datasetId,
        kind: queue,
        error: new Error('its worker died each time it was tried. The log of the worker says more.'),
      });
  }
}
