import { open } from 'node:fs/promises';
import { UsageError } from '../../usage.ts';
import { openNpyMatrix } from './npyMatrix.ts';
import { openTableMatrix } from './tableMatrix.ts';

/** Rows of numbers in a file, read when they are asked for. */
export interface MatrixFile {
  rows: number;
  cols: number;
  /** Names of the columns, where the file has them. */
  names: string[] | null;
  /** Rows `from` to `to` (not included), row-major; the array is filled anew by the next call. */
  read(from: number, to: number): Float64Array;
  close(): void;
}

/**
 * Opens a matrix in a `.npy`, CSV, TSV, JSONL or Parquet file.
 * @param columns names of the columns that are wanted, where they are known and the file has them all
 * @throws UsageError naming the option and the file when it cannot be read, is damaged or holds other things than numbers
 */
export async function openMatrix(option: string, path: string, columns: string[] = []): Promise<MatrixFile> {
  const head = await readFront(option, path);
  try {
    return isNpy(head) ? openNpyMatrix(path) : await openTableMatrix(path, columns);
  } catch (error) {
    throw refused(option, path, error);
  }
}

/** The first bytes of a file. @throws UsageError when there is no such file */
export async function readFront(option: string, path: string): Promise<Uint8Array> {
  const file = await open(path).catch(() => {
    throw new UsageError(`--${option}: ${path} cannot be read; is it there?`);
  });
  try {
    const front = new Uint8Array(8);
    const { bytesRead } = await file.read(front, 0, front.length, 0).catch(() => {
      throw new UsageError(`--${option}: ${path} is a folder; a file is needed.`);
    });
    return front.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Do these bytes begin a NumPy array? */
export const isNpy = (head: Uint8Array): boolean =>
  head.length > 5 && head[0] === 0x93 && Buffer.from(head.subarray(1, 6)).toString('latin1') === 'NUMPY';

/** The error as one sentence that names the option; problems that name the file already do not name it twice. */
export function refused(option: string, path: string, error: unknown): unknown {
  if (error instanceof UsageError) return error;
  if (error instanceof RangeError) {
    const counted = error.message.startsWith('Row ') ? ' Rows and columns count from 0.' : '';
    return new UsageError(`--${option}: ${path}: ${error.message}${counted}`);
  }
  if (error instanceof Error && error.name === 'ErrataError') return new UsageError(`--${option}: ${error.message}`);
  return error;
}
