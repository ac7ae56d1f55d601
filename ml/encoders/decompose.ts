import { multiply } from '#/ml/algebra/product.ts';
import { seeded } from '#/ml/algebra/random.ts';
import type { Matrix } from '#/ml/types.ts';
import { lanes } from './kernel.ts';
import { gramFactor, orthonormalize } from './orthonormal.ts';
import { type Sparse, SparseProducts } from './sparse.ts';

/** A·Ω for a sparse random Ω with a few ±1 in each row: starts the search for the range of A without a dense draw. */
function sketch(a: Sparse, dims: number, padded: number, seed: number): Matrix {
  const each = 8;
  const random = seeded(seed);
  const to = new Int32Array(a.cols * each);
  const sign = new Int8Array(a.cols * each);
  for (let i = 0; i < to.length; i++) {
    to[i] = random.below(dims);
    sign[i] = random.uniform() < 0.5 ? -1 : 1;
  }
  const data = new Float32Array(a.rows * padded);
  for (let i = 0; i < a.rows; i++)
    for (let e = a.starts[i]; e < a.starts[i + 1]; e++)
      for (let s = a.columns[e] * each; s < a.columns[e] * each + each; s++)
        data[i * padded + to[s]] += sign[s] * a.values[e];
  return { data, rows: a.rows, cols: padded };
}

/**
 * Rows of A [n × v] in the space of its `dims` leading right singular vectors, up to a rotation: distances and inner
 * products are those of U·S. Randomised subspace iteration, `iterations` times back and forth.
 */
export function leadingSpace(
  a: Sparse,
  dims: number,
  seed: number,
  iterations: number,
  onStep: (fraction: number) => void,
): Matrix {
  const padded = Math.ceil(dims / lanes) * lanes;
  const products = new SparseProducts(a, padded);
  let range = orthonormalize(sketch(a, dims, padded, seed));
  for (let i = 0; i < iterations; i++) {
    products.back(range);
    onStep((2 * i + 1) / (2 * iterations + 1));
    range = orthonormalize(products.forward());
    onStep((2 * i + 2) / (2 * iterations + 1));
  }
  const lower = gramFactor(products.back(range));
  const turn = new Float32Array(padded * dims);
  for (let i = 0; i < padded; i++) for (let j = 0; j < dims; j++) turn[i * dims + j] = lower[i * padded + j];
  return multiply(range, { data: turn, rows: padded, cols: dims });
}

/** Scales every row to length 1; rows of zeros stay. */
export function normalizeRows(a: Matrix): void {
  for (let i = 0; i < a.rows; i++) {
    let squares = 0;
    for (let j = 0; j < a.cols; j++) squares += a.data[i * a.cols + j] ** 2;
    if (squares < 1e-20) continue;
    const scale = 1 / Math.sqrt(squares);
    for (let j = 0; j < a.cols; j++) a.data[i * a.cols + j] *= scale;
  }
}
