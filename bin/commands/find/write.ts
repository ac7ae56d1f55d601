import { createWriteStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { UsageError } from '../usage.ts';
import type { FindOptions } from './options.ts';
import { type FindReport, orderOf } from './report.ts';

type Cell = string | number | boolean | null;

/** Six decimals tell a million ranks apart and keep the file small. */
const rounded = (value: number) => Math.round(value * 1e6) / 1e6;

/** Names of the columns; they never change their order. */
const columnsOf = ({ signals }: FindReport): string[] => [
  'id',
  'is_label_issue',
  'label_quality',
  'given_label',
  'suggested_label',
  'p_suggested',
  ...Object.keys(signals).map((id) => id.replaceAll('-', '_')),
];

function* rowsOf(report: FindReport): Generator<Cell[]> {
  const { ids, isIssue, quality, pSuggested } = report;
  const signals = Object.values(report.signals);
  for (const i of orderOf(report)) {
    const cells: Cell[] = [
      ids[i],
      isIssue[i] === 1,
      rounded(quality[i]),
      report.givenLabel(i),
      report.suggestedLabel(i),
      rounded(pSuggested[i]),
    ];
    for (const values of signals) cells.push(rounded(values[i]));
    yield cells;
  }
}

function csvCell(value: Cell): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  return /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function* linesOf(report: FindReport, format: FindOptions['format']): Generator<string> {
  const columns = columnsOf(report);
  if (format === 'csv') yield `${columns.map(csvCell).join(',')}\n`;
  if (format === 'json') yield '[';
  const object = (cells: Cell[]) => JSON.stringify(Object.fromEntries(cells.map((cell, c) => [columns[c], cell])));
  let before = '\n';
  for (const cells of rowsOf(report)) {
    if (format === 'csv') yield `${cells.map(csvCell).join(',')}\n`;
    else if (format === 'jsonl') yield `${object(cells)}\n`;
    else yield `${before}${object(cells)}`;
    before = ',\n';
  }
  if (format === 'json') yield '\n]\n';
}

/** @throws UsageError when a file to be written lies in no folder, or is one */
export async function checkWritable(option: string, path: string | undefined): Promise<void> {
  if (path === undefined) return;
  if ((await stat(path).catch(() => null))?.isDirectory())
    throw new UsageError(`--${option}: ${path} is a folder; give the name of a file.`);
  await access(dirname(path), constants.W_OK).catch(() => {
    throw new UsageError(`--${option}: the folder ${dirname(path)} is not there or cannot be written to.`);
  });
}

/** Writes one row per sample, most suspicious first, to a file or stdout. @throws UsageError when it cannot be written */
export async function writeReport(
  report: FindReport,
  { format, out }: Pick<FindOptions, 'format' | 'out'>,
): Promise<void> {
  const stream = out === undefined ? process.stdout : createWriteStream(out);
  const failed = new Promise<never>((_, reject) => {
    stream.on('error', (error) =>
      reject(new UsageError(`--out: ${out ?? 'stdout'} cannot be written: ${error.message}`)),
    );
  });
  await Promise.race([failed, writeLines(stream, linesOf(report, format), out !== undefined)]);
}

async function writeLines(stream: NodeJS.WritableStream, lines: Iterable<string>, close: boolean): Promise<void> {
  let block = '';
  const flush = () => new Promise<void>((resolve) => stream.write(block, () => resolve()));
  for (const line of lines) {
    block += line;
    if (block.length < 1 << 16) continue;
    await flush();
    block = '';
  }
  await flush();
  if (!close) return;
  stream.end();
  await finished(stream);
}
