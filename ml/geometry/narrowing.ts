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
  // The products are float32: a ridge above their rounding keeps nearly dependent columns from failing. It shortens
  // only the directions that hold almost nothing.
  for (let j = 0; j < y.cols; j++) products[j * y.cols + j] += 2e-6 * trace;
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
  // Centred rows span fewer directions than there are rows.
  const width = Math.min(WIDEST, features.rows);
  let range: Matrix = { data: new Float32Array(n * width), rows: n, cols: width };
  for (let i = 0; i < range.data.length; i++) range.data[i] = random.normal();
  for (let step = 0; step < 3; step++) range = orthonormal(multiply(products, range));
  return multiply(features, orthonormal(orthonormal(range)));
}
