import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { event, job, upload } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { type StoredFile, uploadedFiles } from '#/server/services/imports/inputFiles.ts';
import { publish } from '#/server/services/live/publish.ts';

export interface PatchFile {
  file: StoredFile;
  /** Leave entries out whose id or label is unknown here, instead of refusing the file. */
  partial: boolean;
  createdBy: string | null;
}

/**
 * Starts the job that stores a file of corrected labels as decisions. The same file is stored once, however often it is
 * sent, until it is taken back.
 * @throws ErrataError conflict before the dataset's first round
 */
export async function startPatchImport({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; uploadId: string; partial?: boolean };
}): Promise<{ dataset: string; job: string }> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  if (dataset.roundId === null)
    throw new ErrataError(
      'conflict',
      `“${dataset.name}” is not ready yet; add corrections once it has its first scores.`,
    );
  const [file] = await uploadedFiles(ctx, [input.uploadId]);
  const id = randomUUID();
  const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const payload: PatchFile = { file: file!, partial: input.partial ?? false, createdBy };
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(job)
      .values({ id, kind: 'patch', datasetId: dataset.id, message: 'Waiting for a worker.', payload: { ...payload } });
    await tx
      .insert(event)
      .values({ datasetId: dataset.id, userId: createdBy, kind: 'patch', detail: { file: file!.name } });
    await tx.delete(upload).where(eq(upload.id, input.uploadId));
  });
  await publish(ctx.sql, { type: 'job', datasetId: dataset.id, jobId: id });
  await ctx.enqueue('patch', { jobId: id, datasetId: dataset.id });
  return { dataset: dataset.slug, job: id };
}
