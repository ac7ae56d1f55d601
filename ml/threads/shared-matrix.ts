import { sharedBytes } from '#/ml/threads/second-thread.ts';
import type { Matrix } from '#/ml/types.ts';

/** A matrix of zeros that threads see without a copy: what is to be put into it is large. */
export function sharedZeros(rows: number, cols: number): Matrix {
  return { data: new Float32Array(sharedBytes(4 * rows * cols)), rows, cols };
}

/** The matrix in memory that threads share: itself where it lies there already, else a copy. */
export function sharedMatrix<M extends Matrix>(matrix: M): M {
  if (matrix.data.buffer instanceof SharedArrayBuffer) return matrix;
  const { data } = sharedZeros(matrix.rows, matrix.cols);
  data.set(matrix.data);
  return { ...matrix, data };
}
