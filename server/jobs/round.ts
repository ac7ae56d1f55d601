import { runJob } from '#/server/services/jobs/run.ts';
import { failRound } from '#/server/services/rounds/fail.ts';
import { runRound } from '#/server/services/rounds/run.ts';
import type { Delivery } from './boss.ts';
import type { JobContext } from './start.ts';

export async function handle({ ctx, compute }: JobContext, delivery: Delivery): Promise<void> {
  await runJob(ctx, delivery, (run) => runRound({ ctx, compute, run }), {
    onFailed: () => failRound(ctx, delivery.payload.datasetId),
  });
}
