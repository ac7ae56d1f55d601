import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { event, job, upload } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { UnknownClasses } from '#/server/domain/benchmarkViews.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { type StoredFile, uploadedFiles } from '#/server/services/imports/inputFiles.ts';
import { publish } from '#/server/services/live/publish.ts';

export interface PatchFile {
  file: StoredFile;
  /** Leave entries out whose id or label is unknown here, instead of refusing the file. */
  partial: boolean;
  /** Add labels that are no classes here as classes. */
  addClasses: boolean;
  createdBy: string | null;
}

interface PatchStart {
  slug: string;
  uploadId: string;
  partial?: boolean;
  addClasses?: boolean;
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
  input: PatchStart;
}): Promise<{ dataset: string; job: string }> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  if (dataset.roundId === null)
    throw new ErrataError(
      'conflict',
      `“${dataset.name}” is not ready yet; add corrections once it has its first scores.`,
    );
  const [file] = await uploadedFiles(ctx, [input.uploadId]);
  const { partial = false, addClasses = false } = input;
  const job = await queuePatch(ctx, dataset.id, { file: file!, partial, addClasses }, input.uploadId);
  return { dataset: dataset.slug, job };
}

/**
 * Starts it again on a file that was refused for what is unknown here, which is now to be added or left out.
 * @throws ErrataError not_found where no such file was refused
 */
export async function startPatchAgain({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; job: string; partial: boolean; addClasses: boolean };
}): Promise<{ dataset: string; job: string }> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const { file } = await refusedPatch(ctx, dataset.id, input.job);
  const { partial, addClasses } = input;
  return { dataset: dataset.slug, job: await queuePatch(ctx, dataset.id, { file, partial, addClasses }) };
}

/** What was unknown in a file of corrections that was refused. */
export async function getRefusedPatch({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; job: string };
}): Promise<UnknownClasses> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const { unknown } = await refusedPatch(ctx, dataset.id, input.job);
  return unknown ?? { classes: [], ids: 0 };
}

async function refusedPatch({ db }: Ctx, datasetId: number, id: string) {
  const [found] = await db
    .select({ payload: job.payload })
    .from(job)
    .where(and(eq(job.id, id), eq(job.datasetId, datasetId), eq(job.kind, 'patch'), eq(job.state, 'failed')));
  if (!found) throw new ErrataError('not_found', 'No file of corrections was refused under this number.');
  return found.payload as unknown as PatchFile & { unknown?: UnknownClasses };
}

/** Writes the job and its event; an upload has served its purpose then. */
async function queuePatch(
  ctx: Ctx,
  datasetId: number,
  about: Omit<PatchFile, 'createdBy'>,
  uploadId?: string,
): Promise<string> {
  const id = randomUUID();
  const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const payload: PatchFile = { ...about, createdBy };
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(job)
      .values({ id, kind: 'patch', datasetId, message: 'Waiting for a worker.', payload: { ...payload } });
    await tx.insert(event).values({ datasetId, userId: createdBy, kind: 'patch', detail: { file: about.file.name } });
    if (uploadId !== undefined) await tx.delete(upload).where(eq(upload.id, uploadId));
  });
  await publish(ctx.sql, { type: 'job', datasetId, jobId: id });
  await ctx.enqueue('patch', { jobId: id, datasetId });
  return id;
}
