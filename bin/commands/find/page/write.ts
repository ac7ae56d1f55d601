import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { UsageError } from '../../usage.ts';
import type { FoundSamples } from '../found.ts';
import type { FindOptions } from '../options.ts';
import { type FindReport, issuesOf, labelledOf } from '../report.ts';
import { readSamples } from '../shownSamples.ts';
import { firstRows } from '../table.ts';
import { checksumOf } from './checksum.ts';
import { pageOf } from './page.ts';
import { patchOf } from './patch.ts';

/** Samples that the page shows. */
const mostSamples = 60;
/** Shown even where the model holds hardly any label for wrong. */
const leastSamples = 12;

/** The command as a person would type it, without where its results go. */
function commandOf(options: FindOptions): string {
  const quoted = (value: string) => (/^[\w./:,=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`);
  const given: [string, string | number | undefined][] = [
    ['task', options.task],
    ['text-column', options.columns.text],
    ['image-column', options.columns.image],
    ['label-column', options.columns.label],
    ['id-column', options.columns.id],
    ['label-separator', options.labelSeparator],
    ['encoder', options.encoder],
    ['embeddings', options.embeddings],
    ['pred-probs', options.predProbs],
    ['labels', options.labels],
    ['classes', options.classes?.join(',')],
    ['filter-by', options.filterBy],
    ['joint', options.joint],
    ['count', options.count],
    ['seed', options.seed],
  ];
  const words = given.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, quoted(String(value))]));
  return ['errata find', ...(options.input === undefined ? [] : [quoted(options.input)]), ...words].join(' ');
}

/** Rows worth a look: those held for wrong, and a few where there are hardly any. */
function rowsOf(report: FindReport): number[] {
  const most = Math.min(mostSamples, Math.max(leastSamples, issuesOf(report)), labelledOf(report));
  return firstRows(report, most);
}

/** Writes the page. @throws UsageError when the file cannot be written */
export async function writePage({ report, input }: FoundSamples, options: FindOptions, path: string): Promise<void> {
  const rows = rowsOf(report);
  const samples = input ? await readSamples(input, { rows, pictures: true }) : new Map();
  const files = [options.input, options.embeddings, options.predProbs, options.labels].filter((f) => f !== undefined);
  const checksums = await Promise.all(
    files.map(async (file) => ({ file: basename(file), sha256: await checksumOf(file) })),
  );
  const name = basename(options.input ?? options.labels ?? files[0]);
  const page = pageOf({ report, name, rows, samples, patch: patchOf(report), checksums, command: commandOf(options) });
  await writeFile(path, page).catch((error: Error) => {
    throw new UsageError(`--report: ${path} cannot be written: ${error.message}`);
  });
}
