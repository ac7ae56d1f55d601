import { limits } from './limits.ts';
import { linesOf, type Piece, textOf, tooLarge } from './lines.ts';
import {
  badInput,
  type ProblemListener,
  type Source,
  type SourceFile,
  type SourceRecord,
  throwProblem,
} from './source.ts';

/** Rows looked at to find the columns of a file that does not name them once. */
const COLUMN_ROWS = 200;

/** Elements of the array at the top, or of the array under the key `data`, without holding more than one of them. */
async function* elementsOf(file: SourceFile): AsyncGenerator<Piece> {
  let depth = 0;
  let arrayDepth = -1;
  let inString = false;
  let escaped = false;
  let line = 1;
  let piece = '';
  let pieceLine = 0;
  let key = '';
  let reading: 'before' | 'inside' | 'after' = 'before';
  for await (const chunk of textOf(file)) {
    let start = pieceLine ? 0 : -1;
    for (let i = 0; i < chunk.length; i++) {
      const c = chunk.charCodeAt(i);
      if (c === 10) line++;
      if (inString) {
        if (escaped) escaped = false;
        else if (c === 92) escaped = true;
        else if (c === 34) inString = false;
        if (reading === 'before' && key.length < 20 && inString) key += chunk[i];
        continue;
      }
      if (reading === 'inside' && pieceLine === 0 && c > 32 && c !== 44 && c !== 93) {
        pieceLine = line;
        start = i;
      }
      if (c === 34) {
        inString = true;
        if (reading === 'before') key = '';
      } else if (c === 91 || c === 123) {
        depth++;
        if (reading === 'before' && c === 91 && (depth === 1 || (depth === 2 && key === 'data'))) {
          reading = 'inside';
          arrayDepth = depth;
        }
      } else if (c === 93 || c === 125 || c === 44) {
        // A comma or the closing bracket on the array's own level ends an element.
        if (reading === 'inside' && depth === arrayDepth && c !== 125) {
          if (pieceLine) yield { line: pieceLine, text: piece + chunk.slice(start, i) };
          piece = '';
          pieceLine = 0;
          start = -1;
          if (c === 93) reading = 'after';
        }
        if (c !== 44) depth--;
      }
    }
    if (pieceLine) piece += chunk.slice(Math.max(0, start));
    if (piece.length > limits.cell) tooLarge(file, pieceLine);
  }
  if (reading === 'before')
    throw badInput({
      file: file.name,
      line: 1,
      message: 'there is no list of rows; expected [{…}, …] or {"data": [{…}, …]}.',
    });
  if (reading === 'inside')
    throw badInput({
      file: file.name,
      line: pieceLine || line,
      message: 'the file ends inside the list of rows; it was cut off.',
    });
}

/** Numbers too large to be exact become text, so that 64-bit ids keep their digits. */
function parseExactly(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
    const source = typeof value === 'number' ? (context?.source ?? '') : '';
    return /^-?\d{16,}$/.test(source) && String(value) !== source ? source : value;
  });
}

async function* records(
  file: SourceFile,
  pieces: AsyncIterable<Piece>,
  onProblem: ProblemListener,
): AsyncGenerator<SourceRecord> {
  for await (const { line, text } of pieces) {
    if (text.trim() === '') continue;
    let value: unknown;
    try {
      value = parseExactly(text);
    } catch {
      onProblem({
        file: file.name,
        line,
        message: 'this is not valid JSON; the row was cut off or has a stray character.',
      });
      continue;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      onProblem({
        file: file.name,
        line,
        message: 'each row must be an object with named fields: {"text": …, "label": …}.',
      });
      continue;
    }
    yield { line, file: file.name, fields: value as Record<string, unknown> };
  }
}

async function open(file: SourceFile, format: 'jsonl' | 'json', pieces: () => AsyncIterable<Piece>): Promise<Source> {
  const columns = new Set<string>();
  let seen = 0;
  // Bad rows are told when the rows are read; here they only must not stop the search for columns.
  for await (const record of records(file, pieces(), () => {})) {
    for (const name of Object.keys(record.fields)) columns.add(name);
    if (++seen >= COLUMN_ROWS || columns.size > limits.columns) break;
  }
  if (columns.size > limits.columns)
    throw badInput({
      file: file.name,
      message: `there are more than ${limits.columns} different fields; at most that many can be read.`,
    });
  return {
    format,
    task: 'text',
    columns: [...columns],
    imageColumn: null,
    declared: {},
    rows: null,
    records: (onProblem = throwProblem) => records(file, pieces(), onProblem),
    close: async () => {},
  };
}

/** Opens a file of one JSON object per line. */
export const openJsonl = (file: SourceFile): Promise<Source> => open(file, 'jsonl', () => linesOf(file));

/** Opens a JSON array of objects, or an object whose `data` is one. */
export const openJson = (file: SourceFile): Promise<Source> => open(file, 'json', () => elementsOf(file));
