import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { dataset, job, model } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { doesNotMatch, matches } from '#/server/domain/pictures.ts';
import { guessNegativeClass } from '#/server/domain/relation.ts';
import type { ColumnMap, Task } from '#/server/domain/task.ts';
import { openSource } from '#/server/formats/index.ts';
import { publish } from '#/server/services/live/publish.ts';
import { checkArrays } from './arrays.ts';
import { importFrom } from './from.ts';
import { onDisk, unpackFiles } from './inputFiles.ts';
import { ProblemList } from './problems.ts';
import { toImportRecord } from './record.ts';
import type { Survey } from './survey.ts';

type Report = (fraction: number, message: string) => void;

/**
 * The body of an import job. Goes on after the last committed row when an earlier run was cut off; ends with the dataset
 * in state `encoding` and the job that encodes it.
 * @throws ErrataError when the input cannot be imported: nothing of it is left then. Anything else: run it again.
 */
export async function runImport(
  { ctx, jobId, datasetId }: { ctx: Ctx; jobId: string; datasetId: number },
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const [found] = await ctx.db.select().from(dataset).where(eq(dataset.id, datasetId));
  if (!found) throw new ErrataError('not_found', 'The dataset was removed before it was imported.');
  if (found.state !== 'importing') return;
  try {
    await importFiles(ctx, found, jobId, report, signal);
  } catch (error) {
    if (error instanceof ErrataError && error.code !== 'not_found') await removeRows(ctx, datasetId, error.message);
    throw error;
  }
  await finishImport({ ctx, datasetId });
}

async function importFiles(
  ctx: Ctx,
  { id, source, task, settings }: typeof dataset.$inferSelect,
  jobId: string,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  report(0, 'Opening the files');
  const input = await openSource(await onDisk(ctx, await unpackFiles(ctx, source.files)));
  const problems = new ProblemList();
  const order = new Set(source.order);
  async function* records() {
    for await (const record of input.records((p) => problems.add(p))) {
      // JSON rows may bring fields that the first rows did not have.
      for (const name in record.fields) if (!order.has(name)) order.add(name);
      yield toImportRecord(record, source.columns, task);
    }
  }
  async function onSurvey(survey: Survey): Promise<void> {
    await checkArrays(ctx, source, survey);
    const known = { ...source, order: [...order], labelKind: survey.labelKind };
    const negativeClass = task === 'relation' ? guessNegativeClass(survey.classes.map((c) => c.name)) : null;
    const kept = negativeClass === null ? settings : { ...settings, negativeClass };
    await ctx.db.update(dataset).set({ source: known, settings: kept }).where(eq(dataset.id, id));
    await ctx.db.update(job).set({ problems: survey.notes.listed }).where(eq(job.id, jobId));
  }
  try {
    const labelColumn = source.columns.label;
    await importFrom({
      ctx,
      datasetId: id,
      records,
      report,
      signal,
      problems,
      labelColumn,
      classes: classesOf(task, source.columns),
      expected: input.rows,
      onSurvey,
    });
  } finally {
    await input.close();
  }
}

/** Captions without labels are taken to match; that they do not has to be sayable. */
export const classesOf = (task: Task, columns: ColumnMap): string[] =>
  task === 'image-text' && columns.label === undefined ? [matches, doesNotMatch] : [];

/** Takes back what was written of an input that turned out bad. */
async function removeRows(ctx: Ctx, datasetId: number, message: string): Promise<void> {
  await ctx.sql.begin(async (tx) => {
    await tx`update dataset set state = 'failed', message = ${message}, samples = 0 where id = ${datasetId}`;
    await tx`delete from sample where dataset_id = ${datasetId}`;
    await tx`delete from class where dataset_id = ${datasetId}`;
  });
}

/**
 * Hands a dataset whose rows are all there to the encoder: state `encoding` and an encode job, once, however often it is
 * called.
 */
export async function finishImport({
  ctx,
  datasetId,
}: {
  ctx: Pick<Ctx, 'db' | 'sql' | 'enqueue'>;
  datasetId: number;
}): Promise<void> {
  const jobId = randomUUID();
  const started = await ctx.db.transaction(async (tx) => {
    const [moved] = await tx
      .update(dataset)
      .set({ state: 'encoding', message: null })
      .where(sql`${dataset.id} = ${datasetId} and ${dataset.state} = 'importing'`)
      .returning({ source: dataset.source, samples: dataset.samples });
    if (!moved) return false;
    const { predProbs } = moved.source;
    if (predProbs)
      await tx.insert(model).values({
        datasetId,
        name: 'Probabilities of the import',
        kind: 'probabilities',
        predictions: predProbs,
        covered: moved.samples,
        fileName: 'predProbs',
      });
    await tx.insert(job).values({ id: jobId, kind: 'encode', datasetId, message: 'Waiting for a worker.' });
    return true;
  });
  if (!started) return;
  await publish(ctx.sql, { type: 'dataset', datasetId });
  await publish(ctx.sql, { type: 'job', datasetId, jobId });
  await ctx.enqueue('encode', { jobId, datasetId });
}
