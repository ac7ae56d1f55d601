import { runExport } from '#/server/services/exports/run.ts';
import { runJob } from '#/server/services/jobs/run.ts';
import type { Delivery } from './boss.ts';
import type { JobContext } from './start.ts';

export async function handle({ ctx }: JobContext, delivery: Delivery): Promise<void> {
  await runJob(ctx, delivery, ({ payload, progress, signal }) =>
    runExport({ ctx, exportId: String(payload.exportId) }, progress, signal),
  );
}
