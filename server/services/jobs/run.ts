import { and, eq, inArray, sql } from 'drizzle-orm';
import { dataset, job } from '#/db/schema/index.ts';
import type { Ctx, JobQueue } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { publish } from '#/server/services/live/publish.ts';
import { type JobProgress, reportProgress } from './progress.ts';

/** What a job's work is given besides the context. */
export interface JobRun {
  jobId: string;
  datasetId: number;
  payload: Record<string, unknown>;
  progress: JobProgress;
  /** Aborted when this process has to give the job up. */
  signal: AbortSignal;
}

/** After so many deliveries an unexpected error ends the job; an error meant for people does at once. */
const deliveries = 4;

/** The database went away or is just coming back: no fault of the job's, so it is always delivered again. */
function isOutage(error: unknown): boolean {
  const code = String((error as { code?: unknown; cause?: { code?: unknown } })?.code ?? '');
  const cause = (error as { cause?: unknown })?.cause;
  return /^(CONNECTION_|CONNECT_|ECONN|EPIPE|57P0[123]$|08)/.test(code) || (cause !== undefined && isOutage(cause));
}

/**
 * Runs one delivery of a job and keeps its row. An `ErrataError` ends it as failed, with its problems; any other error
 * is thrown on, so that the queue delivers the job again, until the retries are spent. A job that has ended already
 * (delivered twice) does nothing. On an abort the row stays `running` for the next worker.
 * @param onFailed tidies up before the job is called failed.
 * @throws what the work threw, when the job is to be delivered again.
 */
export async function runJob(
  ctx: Ctx,
  delivery: { payload: { jobId: string; datasetId: number }; attempt: number; last: boolean; signal: AbortSignal },
  work: (run: JobRun) => Promise<void>,
  { onFailed = async () => {} }: { onFailed?: () => Promise<void> } = {},
): Promise<void> {
  const { jobId, datasetId } = delivery.payload;
  const [row] = await ctx.db
    .update(job)
    .set({ state: 'running', startedAt: sql`coalesce(${job.startedAt}, now())` })
    .where(and(eq(job.id, jobId), inArray(job.state, ['queued', 'running'])))
    .returning();
  if (!row) return;
  await publish(ctx.sql, { type: 'job', datasetId, jobId });
  const progress = reportProgress(ctx, { jobId, datasetId });
  try {
    await work({ jobId, datasetId, payload: row.payload, progress: progress.report, signal: delivery.signal });
    await progress.settle();
    await ctx.db
      .update(job)
      .set({ state: 'done', progress: 1, etaSeconds: 0, finishedAt: sql`now()` })
      .where(eq(job.id, jobId));
    await publish(ctx.sql, { type: 'job', datasetId, jobId });
  } catch (error) {
    await progress.settle();
    if (delivery.signal.aborted) throw error;
    const forPeople = error instanceof ErrataError;
    const again = isOutage(error) || delivery.attempt + 1 < deliveries;
    if (!forPeople && !delivery.last && again) throw error;
    await onFailed();
    await failJob(ctx, { jobId, datasetId, kind: row.kind as JobQueue, error });
    if (!forPeople) throw error;
  }
}

/** Marks a job failed; its dataset too, unless a published round lets it go on. */
export async function failJob(
  ctx: Pick<Ctx, 'db' | 'sql'>,
  failed: { jobId: string; datasetId: number; kind: JobQueue; error: unknown },
): Promise<void> {
  const { jobId, datasetId, kind, error } = failed;
  const known = error instanceof ErrataError ? error : null;
  const message =
    known?.message ??
    `The ${kind} stopped on an unexpected error: ${error instanceof Error ? error.message : String(error)}`;
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(job)
      .set({
        state: 'failed',
        error: message,
        problems: known?.problems ?? [],
        etaSeconds: null,
        finishedAt: sql`now()`,
      })
      .where(eq(job.id, jobId));
    if (kind !== 'export')
      await tx
        .update(dataset)
        .set({ state: 'failed', message })
        .where(and(eq(dataset.id, datasetId), sql`${dataset.roundId} is null`));
  });
  await publish(ctx.sql, { type: 'job', datasetId, jobId });
  if (kind !== 'export') await publish(ctx.sql, { type: 'dataset', datasetId });
}
