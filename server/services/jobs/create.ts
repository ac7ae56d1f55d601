import { randomUUID } from 'node:crypto';
import { job } from '#/db/schema/index.ts';
import type { Ctx, JobQueue } from '#/server/context.ts';
import { publish } from '#/server/services/live/publish.ts';

/**
 * Writes a job row and hands the job to the workers. Should the process die between the two, the next worker to start
 * hands it over (`recoverJobs`). The caller has checked the actor.
 * @returns the job's id.
 */
export async function createJob({
  ctx,
  input,
}: {
  ctx: Pick<Ctx, 'db' | 'sql' | 'enqueue'>;
  input: {
    kind: JobQueue;
    datasetId: number;
    message?: string;
    payload?: Record<string, unknown>;
    /** The job does not start before this moment. */
    notBefore?: Date;
  };
}): Promise<string> {
  const id = randomUUID();
  const { kind, datasetId } = input;
  await ctx.db
    .insert(job)
    .values({ id, kind, datasetId, message: input.message ?? 'Waiting for a worker.', payload: input.payload ?? {} });
  await publish(ctx.sql, { type: 'job', datasetId, jobId: id });
  await ctx.enqueue(kind, { jobId: id, datasetId, notBefore: input.notBefore?.toISOString() });
  return id;
}
