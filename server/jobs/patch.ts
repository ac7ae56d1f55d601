import { runJob } from '#/server/services/jobs/run.ts';
import { runPatchImport } from '#/server/services/patches/run.ts';
import type { Delivery } from './boss.ts';
import type { JobContext } from './start.ts';

export async function handle({ ctx }: JobContext, delivery: Delivery): Promise<void> {
  await runJob(ctx, delivery, (run) => runPatchImport({ ctx, run }));
}
