import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import { event, job, upload } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { type StoredFile, uploadedFiles } from '#/server/services/imports/inputFiles.ts';
import { publish } from '#/server/services/live/publish.ts';

export interface ModelFiles {
  files: StoredFile[];
  idColumn?: string;
  createdBy: string | null;
}

/**
 * Starts the job that adds the models in some uploads to a dataset. All of them are added, or none.
 * @throws ErrataError conflict while the dataset is still being imported
 */
export async function startModelImport({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; uploadIds: string[]; idColumn?: string };
}): Promise<{ dataset: string; job: string }> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  if (dataset.roundId === null)
    throw new ErrataError('conflict', `“${dataset.name}” is not ready yet; add models once it has its first scores.`);
  const files = await uploadedFiles(ctx, input.uploadIds);
  const id = randomUUID();
  const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const payload: ModelFiles = { files, idColumn: input.idColumn, createdBy };
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(job)
      .values({ id, kind: 'models', datasetId: dataset.id, message: 'Waiting for a worker.', payload: { ...payload } });
    const detail = { files: files.map((f) => f.name) };
    await tx.insert(event).values({ datasetId: dataset.id, userId: createdBy, kind: 'models', detail });
    await tx.delete(upload).where(inArray(upload.id, input.uploadIds));
  });
  await publish(ctx.sql, { type: 'job', datasetId: dataset.id, jobId: id });
  await ctx.enqueue('models', { jobId: id, datasetId: dataset.id });
  return { dataset: dataset.slug, job: id };
}
