import { denseProduct } from '#/ml/algebra/dense-product.ts';
import { sharedBytes } from '#/ml/threads/second-thread.ts';
import type { Matrix } from '#/ml/types.ts';

/** Rows in blocks of about this many. */
const BLOCK = 8192;

/** One over the length of each row, 0 for rows of zeros; in memory that threads share. */
export function inverseLengths({ data, rows, cols }: Matrix): Float64Array {
  const inverse = new Float64Array(sharedBytes(8 * rows));
  for (let i = 0; i < rows; i++) {
    let square = 0;
    for (let at = i * cols; at < (i + 1) * cols; at++) square += data[at] * data[at];
    inverse[i] = square > 0 ? 1 / Math.sqrt(square) : 0;
  }
  return inverse;
}

/** Rows scaled to length 1, made when they are asked for: a copy of a million of them would not fit beside the others. */
export class UnitRows {
  readonly features: Matrix;
  readonly inverse: Float64Array;
  readonly rows: number;
  readonly cols: number;

  constructor(features: Matrix, inverse: Float64Array = inverseLengths(features)) {
    this.features = features;
    this.inverse = inverse;
    this.rows = features.rows;
    this.cols = features.cols;
  }

  /** The chosen rows as a matrix of their own. */
  gather(rows: ArrayLike<number>): Matrix {
    const { cols, inverse } = this;
    const { data } = this.features;
    const out = new Float32Array(rows.length * cols);
    for (let i = 0; i < rows.length; i++) {
      const scale = inverse[rows[i]];
      for (let j = 0, at = i * cols, from = rows[i] * cols; j < cols; j++) out[at + j] = data[from + j] * scale;
    }
    return { data: out, rows: rows.length, cols };
  }

  /** All rows, block by block. */
  eachBlock(visit: (block: Matrix, from: number) => void): void {
    for (let from = 0; from < this.rows; from += BLOCK) {
      const count = Math.min(BLOCK, this.rows - from);
      visit(this.gather(Int32Array.from({ length: count }, (_, i) => from + i)), from);
    }
  }

  cosine(a: number, b: number): number {
    const { cols, inverse } = this;
    const { data } = this.features;
    const whole = cols - (cols % 4);
    let i = a * cols;
    let j = b * cols;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (const end = i + whole; i < end; i += 4, j += 4) {
      s0 += data[i] * data[j];
      s1 += data[i + 1] * data[j + 1];
      s2 += data[i + 2] * data[j + 2];
      s3 += data[i + 3] * data[j + 3];
    }
    for (const end = (a + 1) * cols; i < end; i++, j++) s0 += data[i] * data[j];
    return (s0 + s1 + s2 + s3) * inverse[a] * inverse[b];
  }
}

/** Products of the rows of two matrices, [a.rows × b.rows]. */
export function rowProducts(a: Matrix, b: Matrix, threads?: number): Float32Array {
  const out = new Float32Array(a.rows * b.rows);
  denseProduct('A·Bᵀ', a, b, out, threads);
  return out;
}
