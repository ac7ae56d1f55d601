import { cholesky, invertLower } from '#/ml/algebra/cholesky.ts';
import { gram, multiply } from '#/ml/algebra/product.ts';
import { seeded } from '#/ml/algebra/random.ts';
import { eachBlock, gramOf, type RowSource, rowsOf } from '#/ml/geometry/row-source.ts';
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
 * Orthonormal directions [cols × width] that span the leading ones of rows with these products, zᵀz [cols × cols]: a
 * randomised range finder with two power steps.
 */
export function leadingDirections(inner: Float64Array, cols: number, width: number, seed: number): Matrix {
  const products: Matrix = { data: Float32Array.from(inner), rows: cols, cols };
  const random = seeded(seed + 2);
  let range: Matrix = { data: new Float32Array(cols * width), rows: cols, cols: width };
  for (let i = 0; i < range.data.length; i++) range.data[i] = random.normal();
  for (let step = 0; step < 3; step++) range = orthonormal(multiply(products, range));
  return orthonormal(orthonormal(range));
}

/** Features wider than 1,024 columns, projected on their leading directions; narrower ones as they are. Input centred. */
export function narrowed(features: RowSource, seed: number): RowSource {
  const { rows, cols } = features;
  if (cols <= WIDEST) return features;
  // Centred rows span fewer directions than there are rows.
  const directions = leadingDirections(gramOf(features), cols, Math.min(WIDEST, rows), seed);
  const data = new Float32Array(rows * directions.cols);
  eachBlock(features, (block, from) => {
    data.set(multiply(block, directions).data, from * directions.cols);
  });
  return rowsOf({ data, rows, cols: directions.cols });
}
