import { eq } from 'drizzle-orm';
import { job } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { publish } from '#/server/services/live/publish.ts';

/** fraction in [0,1] of the whole job; message: what is being done, one short sentence. */
export type JobProgress = (fraction: number, message: string) => void;

/** People read this; four times a second looks smooth and costs nothing. */
const intervalMs = 250;

/**
 * Writes a job's progress and time left to its row, at most four times a second, the latest call winning. `report`
 * never blocks the work and never fails it; `settle` waits for the last write.
 */
export function reportProgress(
  ctx: Pick<Ctx, 'db' | 'sql'>,
  { jobId, datasetId }: { jobId: string; datasetId: number },
): { report: JobProgress; settle: () => Promise<void> } {
  let first: { at: number; fraction: number } | null = null;
  let next: { fraction: number; message: string } | null = null;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let lastWrite = 0;

  const write = () => {
    timer = null;
    if (!next) return;
    const { fraction, message } = next;
    next = null;
    const now = performance.now();
    lastWrite = now;
    const done = fraction - first!.fraction;
    const etaSeconds = done > 0.02 ? (((now - first!.at) / done) * (1 - fraction)) / 1000 : null;
    writing = writing
      .then(async () => {
        await ctx.db.update(job).set({ progress: fraction, message, etaSeconds }).where(eq(job.id, jobId));
        await publish(ctx.sql, { type: 'job', datasetId, jobId });
      })
      // A lost write of the progress is no reason to lose the work; a broken database stops the work itself.
      .catch(() => {});
  };

  return {
    report(fraction, message) {
      const clamped = Math.min(1, Math.max(0, fraction));
      first ??= { at: performance.now(), fraction: clamped };
      next = { fraction: clamped, message };
      timer ??= setTimeout(write, Math.max(0, lastWrite + intervalMs - performance.now()));
    },
    async settle() {
      if (timer) clearTimeout(timer);
      write();
      await writing;
    },
  };
}
