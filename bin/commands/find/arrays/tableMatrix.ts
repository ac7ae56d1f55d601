import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { openCsv } from '#/server/formats/csv.ts';
import { openSource, type Source, type SourceFile } from '#/server/formats/index.ts';
import { readHead } from '#/server/formats/utf8.ts';
import type { MatrixFile } from './matrix.ts';
import { readAt } from './npyMatrix.ts';

/** Values written at a time. */
const PIECE = 1 << 16;
/** What tables call the column that only counts the rows: pandas', and the reader's name for a column without one. */
const counting = /^(|index|id|row|unnamed: 0|column 1)$/i;

/**
 * Opens a table of numbers. It is read once and laid out in a temporary file, which has no name any more while it is
 * used, so that nothing stays behind.
 * @throws RangeError, ErrataError `bad_input`
 */
export async function openTableMatrix(path: string, wanted: string[]): Promise<MatrixFile> {
  const source = await openNumbers({ name: basename(path), path });
  const folder = mkdtempSync(join(tmpdir(), 'errata-find-'));
  const fd = openSync(join(folder, 'matrix'), 'w+');
  rmSync(folder, { recursive: true });
  try {
    const { rows, names, cols } = await unpack(source, wanted, fd);
    return { rows, cols, names, read: rawReader(fd, cols), close: () => closeSync(fd) };
  } catch (error) {
    closeSync(fd);
    throw error;
  } finally {
    await source.close();
  }
}

/** A table whose first line is numbers that are no class numbers, as NumPy's `savetxt` writes it, has no header. */
async function openNumbers(file: SourceFile): Promise<Source> {
  const head = await readHead(file.path, 1 << 16);
  const [line] = head
    .toString('latin1')
    .replace(/^\s+/, '')
    .split(/[\r\n]/, 1);
  const cells = line.split(/[,;\t|]/);
  const numbers = cells.every((cell) => cell.trim() !== '' && Number.isFinite(Number(cell)));
  const bare = numbers && (cells.some((cell) => /[.e]/i.test(cell)) || new Set(cells).size < cells.length);
  return bare ? openCsv(file, { header: false }) : openSource([file]);
}

async function unpack(source: Source, wanted: string[], fd: number) {
  let columns: string[] | null = null;
  let list = false;
  let cols = 0;
  let rows = 0;
  let piece: number[] = [];
  const flush = () => {
    const values = Float64Array.from(piece);
    const bytes = new Uint8Array(values.buffer);
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    piece = [];
  };
  for await (const { fields, line } of source.records()) {
    columns ??= columnsOf(source, fields, wanted);
    list ||= columns.length === 1 && Array.isArray(fields[columns[0]]);
    const cells = list ? (fields[columns[0]] as unknown[]) : columns.map((name) => fields[name]);
    if (rows === 0) cols = cells.length;
    if (!Array.isArray(cells) || cells.length !== cols)
      throw new RangeError(`Line ${line} has ${cells?.length ?? 0} numbers, the first row ${cols}.`);
    for (let c = 0; c < cols; c++) piece.push(numberOf(cells[c], line, columns[list ? 0 : c]));
    rows++;
    if (piece.length >= PIECE) flush();
  }
  flush();
  if (rows === 0) throw new RangeError('There are no rows below the header.');
  return { rows, cols, names: list ? null : columns };
}

/** The columns that hold the numbers: the wanted ones, a column of lists, or all but one that counts the rows. */
function columnsOf(source: Source, first: Record<string, unknown>, wanted: string[]): string[] {
  if (wanted.length > 0 && wanted.every((name) => source.columns.includes(name))) return wanted;
  const lists = source.columns.filter((name) => Array.isArray(first[name]));
  if (lists.length === 1) return lists;
  if (lists.length > 1)
    throw new RangeError(`Several columns hold lists (${lists.join(', ')}); keep the one with the numbers.`);
  const [one, ...rest] = source.columns;
  return counting.test(one) && rest.length > 1 ? rest : source.columns;
}

function numberOf(cell: unknown, line: number, column: string): number {
  if (typeof cell === 'number') return cell;
  const text = String(cell ?? '').trim();
  if (/^nan$/i.test(text)) return Number.NaN;
  const value = text === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value))
    throw new RangeError(
      `Line ${line}, column “${column}”: ${text === '' ? 'the cell is empty' : `“${text}” is not a number`}.`,
    );
  return value;
}

function rawReader(fd: number, cols: number): MatrixFile['read'] {
  let block = new Float64Array(0);
  return (from, to) => {
    const size = (to - from) * cols;
    if (block.length < size) block = new Float64Array(size);
    const values = block.subarray(0, size);
    readAt(fd, new Uint8Array(values.buffer, 0, size * 8), from * cols * 8);
    return values;
  };
}
