import { runJob } from '#/server/services/jobs/run.ts';
import { failRun, runQuestions } from '#/server/services/questions/run.ts';
import type { Delivery } from './boss.ts';
import type { JobContext } from './start.ts';

export async function handle({ ctx }: JobContext, delivery: Delivery): Promise<void> {
  await runJob(ctx, delivery, (run) => runQuestions({ ctx, run }), {
    onFailed: () => failRun(ctx, delivery.payload.jobId),
  });
}
