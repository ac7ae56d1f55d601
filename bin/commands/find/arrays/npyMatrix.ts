import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { checkNpySize, decodeNpy, NPY_HEADER_BYTES, type NpyHeader, readNpyHeader } from '#/ml/npy.ts';
import type { MatrixFile } from './matrix.ts';

/** Reads exactly `bytes.length` bytes from `position`. @throws RangeError when the file has become shorter */
export function readAt(fd: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length; ) {
    const got = readSync(fd, bytes, at, bytes.length - at, position + at);
    if (got === 0) throw new RangeError('The file is cut short.');
    at += got;
  }
}

function headerOf(fd: number, size: number): NpyHeader {
  const front = new Uint8Array(Math.min(size, NPY_HEADER_BYTES));
  readAt(fd, front, 0);
  const header = readNpyHeader(front);
  checkNpySize(header, size);
  return header;
}

/** Opens a two-dimensional `.npy` file of numbers, C or Fortran order. @throws RangeError */
export function openNpyMatrix(path: string): MatrixFile {
  const fd = openSync(path, 'r');
  try {
    const header = headerOf(fd, fstatSync(fd).size);
    const { shape, type } = header;
    if (/^[US]/.test(type)) throw new RangeError('The .npy file holds texts; numbers are needed.');
    if (shape.length !== 2)
      throw new RangeError(
        `The array has ${shape.length} ${shape.length === 1 ? 'dimension' : 'dimensions'}; two are needed.`,
      );
    const [rows, cols] = shape;
    return { rows, cols, names: null, read: readerOf(fd, header), close: () => closeSync(fd) };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** Reads blocks of rows; in Fortran order each column's part lies by itself. */
function readerOf(fd: number, header: NpyHeader): MatrixFile['read'] {
  const { width, start, fortran } = header;
  const [rows, cols] = header.shape;
  let bytes = new Uint8Array(0);
  let block = new Float64Array(0);
  return (from, to) => {
    const size = (to - from) * cols;
    const length = (fortran ? to - from : size) * width;
    if (bytes.length < length) bytes = new Uint8Array(length);
    if (block.length < size) block = new Float64Array(size);
    const values = block.subarray(0, size);
    const part = bytes.subarray(0, length);
    if (!fortran) {
      readAt(fd, part, start + from * cols * width);
      decodeNpy(part, header, values);
      return values;
    }
    const column = new Float64Array(to - from);
    for (let c = 0; c < cols; c++) {
      readAt(fd, part, start + (c * rows + from) * width);
      decodeNpy(part, header, column);
      for (let i = 0; i < column.length; i++) values[i * cols + c] = column[i];
    }
    return values;
  };
}
