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

function* rowsOf(report: FindReport): Generator<Record<string, Cell>> {
  const { ids, isIssue, quality, pSuggested, signals } = report;
  for (const i of orderOf(report)) {
    const row: Record<string, Cell> = {
      id: ids[i],
      is_label_issue: isIssue[i] === 1,
      label_quality: rounded(quality[i]),
      given_label: report.givenLabel(i),
      suggested_label: report.suggestedLabel(i),
      p_suggested: rounded(pSuggested[i]),
    };
    for (const [id, values] of Object.entries(signals)) row[id.replaceAll('-', '_')] = rounded(values[i]);
    yield row;
  }
}

function csvCell(value: Cell): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

function* linesOf(report: FindReport, format: FindOptions['format']): Generator<string> {
  let first = true;
  for (const row of rowsOf(report)) {
    if (format === 'csv') {
      if (first) yield `${Object.keys(row).map(csvCell).join(',')}\n`;
      yield `${Object.values(row).map(csvCell).join(',')}\n`;
    } else if (format === 'jsonl') yield `${JSON.stringify(row)}\n`;
    else yield `${first ? '[\n' : ',\n'}${JSON.stringify(row)}`;
    first = false;
  }
  if (format === 'json') yield first ? '[]\n' : '\n]\n';
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
