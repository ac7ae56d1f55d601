import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import type { Tx } from '#/db/client.ts';
import { dataset, event, job, upload } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { datasetSettingsSchema } from '#/server/domain/settings.ts';
import type { ColumnMap, Task } from '#/server/domain/task.ts';
import { openSource, type Source } from '#/server/formats/index.ts';
import { requireCapability } from '#/server/services/accounts/require.ts';
import { publish } from '#/server/services/live/publish.ts';
import { type ChosenRoles, chooseRoles, headRows } from './columns.ts';
import { onDisk, packFiles, type StoredFile, uploadedFiles } from './inputFiles.ts';
import { ProblemList } from './problems.ts';
import { toImportRecord } from './record.ts';
import { classesOf } from './run.ts';
import { slugOf } from './slug.ts';
import { surveyRecords } from './survey.ts';

/** Rows checked before the answer; the job checks all of them before it writes the first. */
const CHECKED_ROWS = 2000;

export interface StartImport {
  uploadIds: string[];
  name: string;
  task?: Task;
  columns?: ColumnMap;
  encoder?: string;
  /** Upload ids of `.npy` files. */
  embeddings?: string;
  predProbs?: string;
}

/**
 * Creates a dataset and the job that fills it from uploads. The first rows are checked at once, so that a plain mistake
 * is answered here and leaves nothing.
 * @throws ErrataError bad_input with file and line
 */
export async function startImport({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: StartImport;
}): Promise<{ dataset: string; job: string }> {
  requireCapability(ctx, 'lead');
  const files = await uploadedFiles(ctx, input.uploadIds);
  const [embeddings] = input.embeddings ? await uploadedFiles(ctx, [input.embeddings]) : [];
  const [predProbs] = input.predProbs ? await uploadedFiles(ctx, [input.predProbs]) : [];
  const source = await openSource(await onDisk(ctx, files));
  let chosen: ChosenRoles;
  try {
    const name = files.length === 1 ? files[0]!.name : input.name;
    chosen = chooseRoles(source, name, await headRows(source), input);
    await checkStart(source, chosen);
  } finally {
    await source.close();
  }
  const taken = [...input.uploadIds, input.embeddings, input.predProbs].filter((id) => id !== undefined);
  const made = await ctx.db.transaction((tx) =>
    create(tx, ctx, {
      input,
      chosen,
      files,
      embeddings,
      predProbs,
      source,
      taken,
    }),
  );
  await publish(ctx.sql, { type: 'job', datasetId: made.datasetId, jobId: made.jobId });
  await ctx.enqueue('import', { jobId: made.jobId, datasetId: made.datasetId });
  return { dataset: made.slug, job: made.jobId };
}

async function checkStart(source: Source, { task, columns }: ChosenRoles): Promise<void> {
  const problems = new ProblemList();
  let complete = true;
  async function* records() {
    let rows = 0;
    for await (const record of source.records((p) => problems.add(p))) {
      if (rows++ >= CHECKED_ROWS) {
        complete = false;
        return;
      }
      yield toImportRecord(record, columns, task);
    }
  }
  const options = {
    labelColumn: columns.label,
    classes: classesOf(task, columns),
    get complete() {
      return complete;
    },
  };
  await surveyRecords(records(), problems, options);
}

interface Creation {
  input: StartImport;
  chosen: ChosenRoles;
  files: StoredFile[];
  embeddings: StoredFile | undefined;
  predProbs: StoredFile | undefined;
  source: Pick<Source, 'format' | 'columns' | 'delimiter'>;
  taken: string[];
}

async function create(tx: Tx, ctx: Ctx, c: Creation): Promise<{ datasetId: number; slug: string; jobId: string }> {
  const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const files = await packFiles(ctx, c.files);
  const row = {
    name: c.input.name,
    task: c.chosen.task,
    settings: datasetSettingsSchema.parse({}),
    source: {
      format: c.source.format,
      delimiter: c.source.delimiter,
      files,
      columns: c.chosen.columns,
      order: c.source.columns,
      embeddings: c.embeddings?.sha256,
      predProbs: c.predProbs?.sha256,
      encoder: c.input.encoder,
    },
    createdBy,
  };
  const base = slugOf(c.input.name);
  for (let n = 1; n <= 1000; n++) {
    const slug = n === 1 ? base : `${base}-${n}`;
    const [made] = await tx
      .insert(dataset)
      .values({ ...row, slug })
      .onConflictDoNothing()
      .returning({ id: dataset.id });
    if (!made) continue;
    const jobId = randomUUID();
    const datasetId = made.id;
    await tx.insert(job).values({ id: jobId, kind: 'import', datasetId, message: 'Waiting for a worker.' });
    const detail = { name: c.input.name, files: c.files.length, bytes: c.files.reduce((sum, f) => sum + f.bytes, 0) };
    await tx.insert(event).values({ datasetId, userId: createdBy, kind: 'import', detail });
    for (let from = 0; from < c.taken.length; from += 5000)
      await tx.delete(upload).where(inArray(upload.id, c.taken.slice(from, from + 5000)));
    return { datasetId, slug, jobId };
  }
  throw new ErrataError('conflict', `Too many datasets are called “${c.input.name}”; choose another name.`);
}
