import type { Ctx } from '#/server/context.ts';
import { createJob } from '#/server/services/jobs/create.ts';

/** Asks for a dataset's features, geometry and first round. The caller has checked the actor. @returns the job's id. */
export async function requestEncoding({
  ctx,
  datasetId,
}: {
  ctx: Pick<Ctx, 'db' | 'sql' | 'enqueue'>;
  datasetId: number;
}): Promise<string> {
  return createJob({ ctx, input: { kind: 'encode', datasetId } });
}
