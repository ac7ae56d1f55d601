import type { Logger } from 'pino';
import type { Compute } from '#/server/compute/types.ts';
import type { Ctx, JobQueue } from '#/server/context.ts';
import { collectNightly } from '#/server/services/blobs/nightly.ts';
import { recoverJobs } from '#/server/services/jobs/recover.ts';
import type { Boss, Delivery } from './boss.ts';
import { definitions } from './definitions.ts';

/** What a handler gets besides the delivery. The actor is the system: whoever asked was checked when asking. */
export interface JobContext {
  ctx: Ctx;
  compute: Compute;
}

/** Loaded with the first job of their kind. */
const handlers: Record<JobQueue, () => Promise<{ handle: (c: JobContext, d: Delivery) => Promise<void> }>> = {
  import: () => import('./import.ts'),
  encode: () => import('./encode.ts'),
  round: () => import('./round.ts'),
  export: () => import('./export.ts'),
  models: () => import('./models.ts'),
  bulk: () => import('./bulk.ts'),
  questions: () => import('./questions.ts'),
  patch: () => import('./patch.ts'),
};

/** How often it is asked whether files that nothing uses are to be collected: that happens once a day. */
const collectEveryMs = 3_600_000;

/** How often jobs are looked for that no worker will ever run: their worker died before handing them over, or too often. */
const recoverEveryMs = 30_000;

/**
 * Starts taking jobs of every kind. Jobs that a dead worker left are delivered again by the queue; jobs that never
 * reached it are handed over here.
 * @returns ends the watch for lost jobs; the queue itself is stopped by whoever opened it.
 */
export async function startJobs(parts: { boss: Boss; log: Logger } & JobContext): Promise<() => void> {
  const { boss, log, ctx, compute } = parts;
  const recover = () =>
    recoverJobs(ctx, boss.isAlive).catch((err: unknown) => log.warn({ err }, 'Could not look for lost jobs.'));
  await recover();
  for (const { queue } of definitions) {
    await boss.work(queue, async (delivery) => {
      const started = performance.now();
      const about = { queue, job: delivery.payload.jobId, dataset: delivery.payload.datasetId };
      try {
        const { handle } = await handlers[queue]();
        await handle({ ctx, compute }, delivery);
        log.info({ ...about, ms: Math.round(performance.now() - started) }, 'job ended');
      } catch (err) {
        if (delivery.signal.aborted) log.info(about, 'job given back');
        else log.error({ ...about, err, attempt: delivery.attempt }, 'job stopped on an error');
        throw err;
      }
    });
  }
  const collect = () =>
    collectNightly({ ctx, input: undefined }).then(
      (collected) => collected && log.info(collected, 'unused files collected'),
      (err: unknown) => log.warn({ err }, 'Could not collect unused files.'),
    );
  const timers = [setInterval(recover, recoverEveryMs), setInterval(collect, collectEveryMs)];
  return () => timers.forEach(clearInterval);
}
