import { runDemoImport } from '#/server/services/demo/import.ts';
import { runImport } from '#/server/services/imports/run.ts';
import { runJob } from '#/server/services/jobs/run.ts';
import type { Delivery } from './boss.ts';
import type { JobContext } from './start.ts';

export async function handle({ ctx }: JobContext, delivery: Delivery): Promise<void> {
  await runJob(ctx, delivery, async ({ jobId, datasetId, payload, progress, signal }) => {
    if (typeof payload.demo === 'string') await runDemoImport({ ctx, datasetId }, payload.demo, progress, signal);
    else await runImport({ ctx, jobId, datasetId }, progress, signal);
  });
}
