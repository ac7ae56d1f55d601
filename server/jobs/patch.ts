import { runJob } from '#/server/services/jobs/run.ts';
import { runPatchJob } from '#/server/services/patches/runPatchJob.ts';
import type { Delivery } from './boss.ts';
import type { JobContext } from './start.ts';

export async function handle({ ctx }: JobContext, delivery: Delivery): Promise<void> {
  await runJob(ctx, delivery, (run) => runPatchJob({ ctx, run }));
}
