import { sql } from 'drizzle-orm';
import type { dataset } from '#/db/schema/index.ts';
import { sample } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { ExportFormat } from '#/server/domain/views.ts';
import { stringify } from '#/server/formats/write/csv.ts';
import { type ColumnType, type ParquetColumn, widen, writeParquet } from '#/server/formats/write/parquet.ts';
import { encodeFolder } from './folder.ts';
import { hasVotes, labelErrorsLayout } from './labelErrors.ts';
import { imageName, type Layout, originalLayout, plainLayout } from './layout.ts';
import { changesLayout, changesOnly, labelsById, semevalLines, tacredLayout } from './relation.ts';
import { classesOf, type ExportRow, type ExportVersion, exportRows } from './rows.ts';
import { withTold } from './told.ts';

type DatasetRow = typeof dataset.$inferSelect;
type Reader = Pick<Ctx, 'db' | 'sql' | 'blobs'>;

/** What a file of this format is: `original` depends on what was imported. */
export function fileKind(
  format: ExportFormat,
  { source, task }: Pick<DatasetRow, 'source' | 'task'>,
): { extension: string; mediaType: string } {
  const kind =
    format === 'original' ? originalKind(source.format, task) : (jsonFormats[format] ?? (format as FileKind));
  return { extension: kind, mediaType: mediaTypes[kind] };
}

/** Formats that are JSON of a shape of their own. */
const jsonFormats: Partial<Record<ExportFormat, 'json'>> = {
  'label-errors': 'json',
  tacred: 'json',
  'retacred-patch': 'json',
  'tacrev-patch': 'json',
};

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  tsv: 'text/tab-separated-values; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  json: 'application/json; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  zip: 'application/zip',
  txt: 'text/plain; charset=utf-8',
};

type FileKind = keyof typeof mediaTypes;

function originalKind(format: string, task: string): FileKind {
  if (format === 'semeval') return 'txt';
  if (format === 'tsv' || format === 'jsonl' || format === 'json' || format === 'parquet') return format;
  return task === 'image' || task === 'image-text' ? 'zip' : 'csv';
}

/**
 * A version's file, in bytes as they become ready. It is a function of the version alone: the decisions up to its
 * watermark, its round's scores and its policy.
 * @param onRow called with the number of rows written so far
 */
export async function* encodeExport(
  ctx: Reader,
  version: ExportVersion,
  set: DatasetRow,
  onRow: (rows: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const { source, task } = set;
  const kind = fileKind(version.format, set).extension as FileKind;
  const counted = () => counting(exportRows(ctx, version), onRow);
  if (version.format === 'label-errors') {
    const layout = labelErrorsLayout(await classesOf(ctx.sql, version));
    return yield* inChunks(jsonLines(layout, answered(exportRows(ctx, version), onRow)));
  }
  if (version.format === 'tacred')
    return yield* inChunks(jsonLines(tacredLayout(source.order, source.columns.label ?? 'relation'), counted()));
  if (version.format === 'retacred-patch') return yield* inChunks(labelsById(counted()));
  if (version.format === 'tacrev-patch') return yield* inChunks(jsonLines(changesLayout, changesOnly(counted())));
  if (kind === 'txt') return yield* inChunks(semevalLines(counted()));
  if (kind === 'zip') return yield* encodeFolder(ctx, version, set, counted);
  const plain =
    version.format === 'original' ? originalLayout(source) : plainLayout(source, task, await hasTitle(ctx, set));
  const layout = await withTold(ctx, version, plain);
  const safe = version.policy.spreadsheetSafe;
  if (kind === 'parquet') yield* encodeParquet(ctx, layout, set, () => exportRows(ctx, version), counted);
  else if (kind === 'csv' || kind === 'tsv') {
    const delimiter = (version.format === 'original' && source.delimiter) || (kind === 'tsv' ? '\t' : ',');
    yield* inChunks(csvLines(layout, counted(), delimiter, safe));
  } else yield* inChunks(kind === 'json' ? jsonLines(layout, counted()) : jsonlLines(layout, counted()));
}

async function* counting(rows: AsyncIterable<ExportRow>, onRow: (rows: number) => void): AsyncGenerator<ExportRow> {
  let n = 0;
  for await (const row of rows) {
    onRow(++n);
    yield row;
  }
}

/** The rows that readers have answered. */
async function* answered(rows: AsyncIterable<ExportRow>, onRow: (rows: number) => void): AsyncGenerator<ExportRow> {
  let n = 0;
  for await (const row of rows) {
    if (!hasVotes(row)) continue;
    onRow(++n);
    yield row;
  }
}

async function hasTitle({ db }: Reader, { id, source, task }: DatasetRow): Promise<boolean> {
  if (task !== 'text') return false;
  if (source.columns.title) return true;
  const [found] = await db
    .select({ one: sql`1` })
    .from(sample)
    .where(sql`${sample.datasetId} = ${id} and ${sample.content} ? 'title'`)
    .limit(1);
  return found !== undefined;
}

async function* csvLines(layout: Layout, rows: AsyncIterable<ExportRow>, delimiter: string, safe: boolean) {
  yield stringify(layout.columns, { delimiter });
  for await (const row of rows) {
    const values = layout.fill(row);
    yield stringify(
      layout.columns.map((c) => values[c]),
      { delimiter, safe },
    );
  }
}

function objectOf(layout: Layout, row: ExportRow): string {
  const values = layout.fill(row);
  // Fields that the source row did not have stay away: JSON leaves out what is undefined.
  return JSON.stringify(Object.fromEntries(layout.columns.map((c) => [c, values[c]])));
}

async function* jsonlLines(layout: Layout, rows: AsyncIterable<ExportRow>) {
  for await (const row of rows) yield `${objectOf(layout, row)}\n`;
}

async function* jsonLines(layout: Layout, rows: AsyncIterable<ExportRow>) {
  let before = '[\n';
  for await (const row of rows) {
    yield before + objectOf(layout, row);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

const CHUNK = 256 * 1024;

async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let text = '';
  for await (const line of lines) {
    text += line;
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text) yield Buffer.from(text);
}

/** Parquet names its columns' types before the first row, so the rows are read once for the types. */
async function* encodeParquet(
  ctx: Reader,
  layout: Layout,
  { source }: DatasetRow,
  look: () => AsyncIterable<ExportRow>,
  rows: () => AsyncIterable<ExportRow>,
): AsyncGenerator<Uint8Array> {
  const types = new Map<string, ColumnType | null>(layout.columns.map((c) => [c, null]));
  for await (const row of look()) {
    const values = layout.fill(row);
    for (const column of layout.columns) types.set(column, widen(types.get(column) ?? null, values[column]));
  }
  const fixed: Record<string, ColumnType> = { p_given: 'number', errata_p_given: 'number' };
  const columns: ParquetColumn[] = layout.columns.map((name) => ({
    name,
    type: name === layout.imageColumn ? 'image' : (fixed[name] ?? types.get(name) ?? 'text'),
  }));
  async function* filled() {
    for await (const row of rows()) {
      const values = layout.fill(row);
      if (layout.imageColumn && row.content.kind === 'image')
        values[layout.imageColumn] = {
          bytes: await ctx.blobs.bytes(row.content.sha256),
          path: imageName(row, source.columns),
        };
      yield values;
    }
  }
  yield* writeParquet(columns, filled());
}
