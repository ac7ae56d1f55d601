import { cholesky, invertLower } from '#/ml/algebra/cholesky.ts';
import { gram, multiply } from '#/ml/algebra/product.ts';
import { seeded } from '#/ml/algebra/random.ts';
import type { Matrix } from '#/ml/types.ts';

/** Widest features for which the exact eigenproblem is solved. */
const WIDEST = 1024;

/** Columns made orthonormal through the Cholesky factor of their products. */
function orthonormal(y: Matrix): Matrix {
  const products = gram(y);
  let trace = 0;
  for (let j = 0; j < y.cols; j++) trace += products[j * y.cols + j];
  // A little ridge keeps nearly dependent columns from failing; a second pass cleans up after it.
  for (let j = 0; j < y.cols; j++) products[j * y.cols + j] += (1e-6 * trace) / y.cols;
  const inverse = invertLower(cholesky(products, y.cols), y.cols);
  const right = new Float32Array(y.cols * y.cols);
  for (let i = 0; i < y.cols; i++) for (let j = 0; j <= i; j++) right[j * y.cols + i] = inverse[i * y.cols + j];
  return multiply(y, { data: right, rows: y.cols, cols: y.cols });
}

/**
 * Features wider than 1,024 columns, projected on their leading directions (randomised range finder with two power
 * steps); narrower ones as they are. Input centred.
 */
export function narrowed(features: Matrix, seed: number): Matrix {
  if (features.cols <= WIDEST) return features;
  const n = features.cols;
  const products: Matrix = { data: Float32Array.from(gram(features)), rows: n, cols: n };
  const random = seeded(seed + 2);
  let range: Matrix = { data: new Float32Array(n * WIDEST), rows: n, cols: WIDEST };
  for (let i = 0; i < range.data.length; i++) range.data[i] = random.normal();
  for (let step = 0; step < 3; step++) range = orthonormal(multiply(products, range));
  return multiply(features, orthonormal(range));
}
