import { gram, multiply, transpose } from '#/ml/algebra/product.ts';
import { sampleRows, seeded } from '#/ml/algebra/random.ts';
import type { Matrix } from '#/ml/types.ts';
import { orthonormalize } from '../orthonormal.ts';

/** Rows that the leading space is learned from; the others are only projected. */
const learnedFrom = 1500;
const iterations = 2;

/** Standardises every column to mean 0 and deviation 1, in place. */
export function standardize(a: Matrix): void {
  const { rows, cols, data } = a;
  const mean = new Float64Array(cols);
  const scale = new Float64Array(cols);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      const value = data[i * cols + j];
      mean[j] += value;
      scale[j] += value * value;
    }
  for (let j = 0; j < cols; j++) {
    mean[j] /= rows;
    scale[j] = 1 / (Math.sqrt(Math.max(0, scale[j] / rows - mean[j] ** 2)) + 1e-6);
  }
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) data[i * cols + j] = (data[i * cols + j] - mean[j]) * scale[j];
}

/** Seeded rows of A, in order. */
function someRows(a: Matrix, count: number, seed: number): Matrix {
  if (a.rows <= count) return a;
  const chosen = sampleRows(a.rows, count, seeded(seed));
  const data = new Float32Array(count * a.cols);
  chosen.forEach((row, i) => {
    data.set(a.data.subarray(row * a.cols, (row + 1) * a.cols), i * a.cols);
  });
  return { data, rows: count, cols: a.cols };
}

/** [rows × cols] of ±1: as good a start as Gaussian numbers and far cheaper to draw. */
function randomSigns(rows: number, cols: number, seed: number): Matrix {
  const random = seeded(seed);
  return { data: Float32Array.from({ length: rows * cols }, () => (random.uniform() < 0.5 ? -1 : 1)), rows, cols };
}

/**
 * A [n × d] projected on (nearly) its `dims` principal directions, up to a rotation. The directions come from a seeded
 * sample of rows by subspace iteration on its inner products, never from a d×d eigenproblem.
 */
export function compress(a: Matrix, dims: number, seed: number): Matrix {
  const sample = someRows(a, learnedFrom, seed);
  const wide = transpose(sample);
  const inner: Matrix = { data: Float32Array.from(gram(wide)), rows: sample.rows, cols: sample.rows };
  const kept = Math.min(dims, sample.rows, a.cols);
  let space = randomSigns(sample.rows, kept, seed + 1);
  for (let i = 0; i < iterations; i++) space = orthonormalize(multiply(inner, space));
  return multiply(a, orthonormalize(multiply(wide, space)));
}
