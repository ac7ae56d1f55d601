import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { limits } from './limits.ts';
import {
  badInput,
  type ProblemListener,
  type Source,
  type SourceFile,
  type SourceRecord,
  throwProblem,
} from './source.ts';
import { readHead, readUtf8 } from './utf8.ts';

interface Row {
  /** 1-based line on which the row begins. */
  line: number;
  cells: string[];
}

/**
 * Opens a table of comma-, semicolon-, tab- or bar-separated values whose first row names the columns. With `header`
 * false it holds values already, and the columns are numbered from 0.
 */
export async function openCsv(file: SourceFile, { header = true } = {}): Promise<Source> {
  const delimiter = sniffDelimiter((await readHead(file.path)).toString('utf8'));
  const first = await firstRow(file, delimiter);
  const columns = columnNames(header ? first : first.map((_, i) => String(i)), file);
  return {
    format: delimiter === '\t' ? 'tsv' : 'csv',
    delimiter,
    task: 'text',
    columns,
    imageColumn: null,
    declared: {},
    rows: null,
    records: (onProblem = throwProblem) => records({ file, delimiter, columns, header }, onProblem),
    close: async () => {},
  };
}

/** The separator that cuts the first lines most evenly into the most columns; a comma when none does. */
export function sniffDelimiter(head: string): string {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of [',', '\t', ';', '|']) {
    const counts = rowWidths(head, delimiter);
    const width = counts[0] ?? 1;
    if (width < 2) continue;
    const even = counts.filter((c) => c === width).length / counts.length;
    const score = even * 100 + Math.min(width, 20);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Cells per row of the first rows, separators and line ends inside quotes not counted. */
function rowWidths(head: string, delimiter: string): number[] {
  const widths: number[] = [];
  let cells = 1;
  let quoted = false;
  let any = false;
  for (const c of head) {
    if (c === '"') quoted = !quoted;
    else if (!quoted && c === delimiter) cells++;
    else if (!quoted && c === '\n') {
      if (any) widths.push(cells);
      if (widths.length === 50) return widths;
      cells = 1;
      any = false;
      continue;
    }
    any ||= c !== '\r';
  }
  if (any && (widths.length === 0 || head.length < 60_000)) widths.push(cells);
  return widths;
}

async function* rowsOf(file: SourceFile, delimiter: string): AsyncGenerator<Row> {
  // The parser tells the line on which a row ends; a row that never ends began after the last one that did.
  let begins = 1;
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: limits.cell,
    on_record: (cells, context) => {
      begins = context.lines + 1;
      // The library's types allow only rows of text here; it hands on whatever is returned.
      const row: Row = { line: context.lines - lineEndsIn(cells), cells };
      return row as unknown as string[];
    },
  });
  const input = Readable.from(readUtf8(file));
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  try {
    for await (const row of parser) yield row as Row;
  } catch (error) {
    throw error instanceof CsvError ? badInput({ file: file.name, line: begins, message: csvMessage(error) }) : error;
  } finally {
    input.destroy();
    parser.destroy();
  }
}

function lineEndsIn(cells: string[]): number {
  let ends = 0;
  for (const cell of cells) for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) ends++;
  return ends;
}

function csvMessage(error: CsvError): string {
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return `the row is larger than ${limits.cell / 1024 ** 2} MB; shorten its cells, or close the quote that began it.`;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return 'a quoted cell is never closed; add the missing quotation mark, or the file was cut off.';
  if (error.code === 'CSV_INVALID_CLOSING_QUOTE')
    return 'a quoted cell is followed by text; double the quotation marks inside it.';
  return `the row cannot be read (${error.code}).`;
}

async function firstRow(file: SourceFile, delimiter: string): Promise<string[]> {
  for await (const row of rowsOf(file, delimiter)) return row.cells;
  throw badInput({ file: file.name, message: 'the file is empty.' });
}

/** Names of the columns; unnamed ones are numbered. */
function columnNames(header: string[], file: SourceFile): string[] {
  if (header.length > limits.columns)
    throw badInput({
      file: file.name,
      line: 1,
      message: `there are ${header.length} columns; at most ${limits.columns} can be read.`,
    });
  const names = header.map((name, i) => (name.trim() === '' ? `column ${i + 1}` : name.trim()));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw badInput({
      file: file.name,
      line: 1,
      column: twice,
      message: `two columns are named “${twice}”; rename one.`,
    });
  return names;
}

interface Table {
  file: SourceFile;
  delimiter: string;
  columns: string[];
  header: boolean;
}

async function* records(
  { file, delimiter, columns, header }: Table,
  onProblem: ProblemListener,
): AsyncGenerator<SourceRecord> {
  let skip = header;
  for await (const { line, cells } of rowsOf(file, delimiter)) {
    if (skip) {
      skip = false;
      continue;
    }
    if (cells.length !== columns.length) {
      onProblem({
        file: file.name,
        line,
        message: `the row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, ${header ? 'the header' : 'the first row'} ${columns.length}; quote cells that contain “${delimiter === '\t' ? 'tab' : delimiter}” or line breaks.`,
      });
      continue;
    }
    const fields: Record<string, unknown> = {};
    for (let i = 0; i < columns.length; i++) fields[columns[i]!] = cells[i];
    yield { line, file: file.name, fields };
  }
}
