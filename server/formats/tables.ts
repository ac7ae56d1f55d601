import { openCsv } from './csv.ts';
import { openJson, openJsonl } from './json.ts';
import { openParquet } from './parquet.ts';
import { isSemeval, openSemeval } from './semeval.ts';
import { signatureOf } from './signature.ts';
import { badInput, type ProblemListener, type Source, type SourceFile, throwProblem } from './source.ts';
import { readHead } from './utf8.ts';

/** The formats of tables. Adding one is one entry and one file. */
const tableFormats: readonly { extensions: readonly string[]; open: (file: SourceFile) => Promise<Source> }[] = [
  { extensions: ['parquet'], open: openParquet },
  { extensions: ['csv', 'tsv'], open: openCsv },
  { extensions: ['jsonl', 'ndjson'], open: openJsonl },
  { extensions: ['json'], open: openJsonOrLines },
];

const extensionOf = (name: string) => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** Does the name say that the file is a table? */
export function isTableName(name: string): boolean {
  const extension = extensionOf(name);
  return tableFormats.some((format) => format.extensions.includes(extension));
}

/** Opens one table by what its first bytes and its name say it is. */
async function openTable(file: SourceFile): Promise<Source> {
  const head = await readHead(file.path, 4096);
  if (signatureOf(head) === 'a Parquet file') return openParquet(file);
  const extension = extensionOf(file.name);
  const named = tableFormats.find((format) => format.extensions.includes(extension));
  if (named) return named.open(file);
  if (await isSemeval(file)) return openSemeval(file);
  return /^\s*[[{]/.test(textOf(head)) ? openJsonOrLines(file) : openCsv(file);
}

const textOf = (head: Buffer) => head.toString('utf8').replace(/^\uFEFF/, '');

async function openJsonOrLines(file: SourceFile): Promise<Source> {
  const text = textOf(await readHead(file.path)).trimStart();
  return text.startsWith('{') && startsLikeLines(text) ? openJsonl(file) : openJson(file);
}

/** Many write JSON Lines and call it .json: the first line is then an object by itself, and another follows. */
function startsLikeLines(text: string): boolean {
  const end = text.indexOf('\n');
  if (end < 0) return false;
  try {
    JSON.parse(text.slice(0, end));
    return true;
  } catch {
    return false;
  }
}

const splitInName = /(?:^|[/_.-])(train|test|val|valid|validation|dev|holdout)(?=[/_.-]|$)/i;

/** Opens one table, or several of the same format as one, such as the shards of a large one or its splits. */
export async function openTables(files: SourceFile[]): Promise<Source> {
  if (files.length === 1) return openTable(files[0]!);
  const sources: Source[] = [];
  const close = async () => void (await Promise.all(sources.map((s) => s.close())));
  try {
    for (const file of files) sources.push(await openTable(file));
    const first = sources[0]!;
    for (const [i, source] of sources.entries())
      if (source.format !== first.format)
        throw badInput({
          file: files[i]!.name,
          message: `this is ${source.format}, but ${files[0]!.name} is ${first.format}; import files of one format together.`,
        });
    const columns = [...new Set(sources.flatMap((s) => s.columns))];
    const splits = files.map((f) => splitInName.exec(f.name)?.[1]?.toLowerCase());
    const bySplit = !columns.includes('split') && splits.every((s) => s !== undefined);
    return {
      ...first,
      columns: bySplit ? [...columns, 'split'] : columns,
      declared: { ...first.declared, ...(bySplit ? { split: 'split' } : {}) },
      rows: sources.every((s) => s.rows !== null) ? sources.reduce((n, s) => n + s.rows!, 0) : null,
      records: (onProblem: ProblemListener = throwProblem) => inTurn(sources, bySplit ? splits : null, onProblem),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function* inTurn(sources: Source[], splits: (string | undefined)[] | null, onProblem: ProblemListener) {
  for (const [i, source] of sources.entries())
    for await (const record of source.records(onProblem))
      yield splits ? { ...record, fields: { ...record.fields, split: splits[i] } } : record;
}
