import { denseProduct } from '#/ml/algebra/dense-product.ts';
import type { Matrix } from '#/ml/types.ts';

/** Rows are processed in blocks of about this many numbers, so that the WebAssembly heap stays bounded. */
const BLOCK_VALUES = 1 << 23;

/** Rows per block for matrices this wide. */
export function blockRows(cols: number): number {
  return Math.max(256, Math.floor(BLOCK_VALUES / Math.max(1, cols)));
}

/** Rows [from, to) as a view, without a copy. */
function block(matrix: Matrix, from: number, to: number): Matrix {
  const { data, cols } = matrix;
  return { data: data.subarray(from * cols, to * cols), rows: to - from, cols };
}

/** A·B, [a.rows × b.cols]. B must fit in memory beside a block of A. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  const data = new Float32Array(a.rows * b.cols);
  const size = blockRows(Math.max(a.cols, b.cols));
  for (let from = 0; from < a.rows; from += size) {
    const to = Math.min(a.rows, from + size);
    denseProduct('A·B', block(a, from, to), b, data.subarray(from * b.cols, to * b.cols));
  }
  return { data, rows: a.rows, cols: b.cols };
}

/** Aᵀ·B in float64, [a.cols × b.cols]; the transposed operand should be the narrow one. */
export function transposeMultiply(a: Matrix, b: Matrix): Float64Array {
  const sum = new Float64Array(a.cols * b.cols);
  const part = new Float32Array(sum.length);
  const size = blockRows(Math.max(a.cols, b.cols));
  for (let from = 0; from < a.rows; from += size) {
    const to = Math.min(a.rows, from + size);
    denseProduct('Aᵀ·B', block(a, from, to), block(b, from, to), part);
    for (let i = 0; i < sum.length; i++) sum[i] += part[i];
  }
  return sum;
}

/** AᵀA in float64, [cols × cols], exactly symmetric. */
export function gram(a: Matrix): Float64Array {
  const g = transposeMultiply(a, a);
  for (let i = 0; i < a.cols; i++) for (let j = 0; j < i; j++) g[j * a.cols + i] = g[i * a.cols + j];
  return g;
}

/** Transposed copy, [cols × rows]. */
export function transpose(a: Matrix): Matrix {
  const data = new Float32Array(a.data.length);
  const step = 32;
  for (let i0 = 0; i0 < a.rows; i0 += step) {
    const i1 = Math.min(a.rows, i0 + step);
    for (let j0 = 0; j0 < a.cols; j0 += step) {
      const j1 = Math.min(a.cols, j0 + step);
      for (let i = i0; i < i1; i++) for (let j = j0; j < j1; j++) data[j * a.rows + i] = a.data[i * a.cols + j];
    }
  }
  return { data, rows: a.cols, cols: a.rows };
}
