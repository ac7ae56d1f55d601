import { and, eq } from 'drizzle-orm';
import { blob, dataset, datasetClass } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { type PreparedImage, prepareImage } from './image.ts';
import { permutation } from './permutation.ts';
import { ProblemList } from './problems.ts';
import type { ImportRecord } from './record.ts';
import { reserveSampleIds } from './sampleIds.ts';
import { type Survey, surveyRecords } from './survey.ts';
import { type SampleRow, writeBatch } from './write.ts';

/** Rows of one transaction, and the characters of text after which it is closed early. */
const BATCH_ROWS = 2000;
const BATCH_CHARACTERS = 8_000_000;
/** Pictures decoded at the same time; each may be large. */
const IMAGES_AT_ONCE = 4;
const BATCH_IMAGES = 256;

/** Share of the first reading in the progress shown. */
const SURVEY_SHARE = 0.2;

export interface ImportFrom {
  ctx: Pick<Ctx, 'db' | 'sql' | 'blobs'>;
  datasetId: number;
  /**
   * The records in an order that is the same every time. They are needed twice: give a function that starts anew, or an
   * iterable small enough to be kept in memory when it has been read.
   */
  records: AsyncIterable<ImportRecord> | (() => AsyncIterable<ImportRecord>);
  /** fraction in [0,1] and a short sentence. */
  report: (fraction: number, message: string) => void;
  signal?: AbortSignal;
  /** What the reader finds wrong while `records` runs; anything in it forbids the import. */
  problems?: ProblemList;
  labelColumn?: string;
  /** Classes that exist even where no sample carries them. */
  classes?: readonly string[];
  /** Expected rows, for the progress of the first reading. */
  expected?: number | null;
  /** Called after the first reading, before anything is written; may throw to refuse. */
  onSurvey?: (survey: Survey) => Promise<void>;
}

/**
 * Imports records into a dataset that has none yet, or goes on after the last committed row where an earlier run was
 * cut off. Classes, audit order and rows depend on the records and the dataset's id alone; samples' ids are dealt out at random.
 * @returns what the first reading found
 * @throws ErrataError bad_input with all problems; what had been written stays for the caller to remove
 */
export async function importFrom(options: ImportFrom): Promise<Survey> {
  const { ctx, datasetId, report, signal } = options;
  const records = typeof options.records === 'function' ? options.records : remembered(options.records);
  const problems = options.problems ?? new ProblemList();
  const survey = await surveyRecords(records(), problems, {
    labelColumn: options.labelColumn,
    classes: options.classes,
    onRow(row) {
      if (row % 1000) return;
      signal?.throwIfAborted();
      const share = options.expected ? row / options.expected : row / (row + 100_000);
      report(SURVEY_SHARE * share, `Reading: ${row.toLocaleString('en')} rows`);
    },
  });
  await options.onSurvey?.(survey);
  await writeClasses(ctx, datasetId, survey);
  const classOf = new Map(survey.classes.map((c, index) => [c.name, index]));
  const ranks = permutation(survey.rows, datasetId);
  const idOf = await reserveSampleIds(ctx.sql, datasetId, survey.rows);
  const [before] = await ctx.db.select({ samples: dataset.samples }).from(dataset).where(eq(dataset.id, datasetId));
  if (!before) throw new ErrataError('not_found', 'The dataset was removed while it was imported.');
  let committed = before.samples;

  for await (const batch of batches(records(), committed)) {
    signal?.throwIfAborted();
    const rows = await toRows(ctx, batch, committed, { classOf, ranks, idOf }, problems);
    // Once something is wrong nothing more is written; the rest is read for the other problems.
    if (problems.full) throw problems.error();
    if (problems.count > 0) {
      committed += batch.length;
      continue;
    }
    await writeBatch(ctx.sql, datasetId, committed, rows);
    committed += rows.length;
    report(
      SURVEY_SHARE + (1 - SURVEY_SHARE) * (committed / survey.rows),
      `Imported ${committed.toLocaleString('en')} of ${survey.rows.toLocaleString('en')} rows`,
    );
  }
  if (problems.count > 0) throw problems.error();
  if (committed !== survey.rows)
    throw new ErrataError('conflict', 'The input changed while it was imported; import it again.');
  return survey;
}

/** Reads `records` once; whoever reads them again gets what was kept. */
function remembered(records: AsyncIterable<ImportRecord>): () => AsyncIterable<ImportRecord> {
  const kept: ImportRecord[] = [];
  let whole = false;
  return async function* () {
    if (whole) return yield* kept;
    for await (const record of records) {
      kept.push(record);
      yield record;
    }
    whole = true;
  };
}

/** Keys '0' to '9' for up to ten classes: the class's own digit where all are digits, else by position. */
function hotKeyOf(name: string, index: number, names: string[]): string | null {
  if (names.length > 10) return null;
  return names.every((n) => /^\d$/.test(n)) ? name : String(index);
}

async function writeClasses(ctx: Pick<Ctx, 'db'>, datasetId: number, { classes }: Survey): Promise<void> {
  const names = classes.map((c) => c.name);
  const rows = classes.map(({ name, given }, index) => ({
    datasetId,
    index,
    name,
    given,
    hotKey: hotKeyOf(name, index, names),
  }));
  await ctx.db.insert(datasetClass).values(rows).onConflictDoNothing();
  const stored = await ctx.db
    .select({ name: datasetClass.name })
    .from(datasetClass)
    .where(and(eq(datasetClass.datasetId, datasetId)))
    .orderBy(datasetClass.index);
  if (stored.length !== names.length || stored.some((c, i) => c.name !== names[i]))
    throw new ErrataError('conflict', 'The input changed while it was imported; import it again.');
}

async function* batches(records: AsyncIterable<ImportRecord>, skip: number): AsyncGenerator<ImportRecord[]> {
  let batch: ImportRecord[] = [];
  let characters = 0;
  let position = 0;
  for await (const record of records) {
    if (position++ < skip) continue;
    batch.push(record);
    const image = record.content.kind === 'image';
    characters += record.content.kind === 'image' ? 0 : record.content.text.length;
    if (batch.length < (image ? BATCH_IMAGES : BATCH_ROWS) && characters < BATCH_CHARACTERS) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length) yield batch;
}

interface Dealt {
  classOf: Map<string, number>;
  /** By row. */
  ranks: Int32Array;
  idOf: (row: number) => number;
}

async function toRows(
  ctx: Pick<Ctx, 'db' | 'blobs'>,
  batch: ImportRecord[],
  from: number,
  { classOf, ranks, idOf }: Dealt,
  problems: ProblemList,
): Promise<SampleRow[]> {
  const rows: SampleRow[] = new Array(batch.length);
  const blobs: PreparedImage['blobs'] = [];
  let next = 0;
  const work = async () => {
    while (next < batch.length && !problems.full) {
      const i = next++;
      const record = batch[i]!;
      const row = from + i;
      const { content, details, label, truth, file, line } = record;
      let stored: SampleRow['content'];
      if (content.kind === 'image') {
        const image = await prepareImage(ctx, content.bytes, { file, line }, problems);
        if (!image) continue;
        blobs.push(...image.blobs);
        stored = content.caption === undefined ? image.content : { ...image.content, caption: content.caption };
      } else if (content.kind === 'relation') stored = content;
      else stored = { kind: 'text', text: content.text, ...(content.title ? { title: content.title } : {}) };
      rows[i] = {
        id: idOf(row),
        row,
        externalId: record.externalId ?? String(row),
        content: details?.length ? { ...stored, details } : stored,
        givenClass: label === null ? null : classOf.get(label)!,
        trueClass: truth === undefined ? null : classOf.get(truth)!,
        split: record.split ?? null,
        group: record.group ?? null,
        extra: record.extra ?? {},
        auditRank: ranks[row]!,
      };
    }
  };
  await Promise.all(Array.from({ length: IMAGES_AT_ONCE }, work));
  if (blobs.length) await ctx.db.insert(blob).values(blobs).onConflictDoNothing();
  return rows;
}
