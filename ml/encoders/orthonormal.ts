import { cholesky, invertLower } from '#/ml/algebra/cholesky.ts';
import { gram, multiply } from '#/ml/algebra/product.ts';
import type { Matrix } from '#/ml/types.ts';

/** Added to the diagonal relative to its largest entry: keeps float32 sums of a rank-deficient matrix factorable. */
const shift = 1e-5;

/** L with L·Lᵀ = AᵀA (a trifle added to its diagonal), [k × k], for A [n × k]. */
export function gramFactor(a: Matrix): Float64Array {
  const inner = gram(a);
  const n = a.cols;
  let largest = 1e-30;
  for (let i = 0; i < n; i++) largest = Math.max(largest, inner[i * n + i]);
  for (let i = 0; i < n; i++) inner[i * n + i] += shift * largest;
  return cholesky(inner, n);
}

/**
 * Orthonormal columns spanning those of A [n × k], k ≤ n, by Cholesky of the Gram matrix, twice: the first pass makes the
 * columns well conditioned, the second removes what float32 left. Directions that A does not have come out near zero.
 */
export function orthonormalize(a: Matrix): Matrix {
  let out = a;
  const n = a.cols;
  for (let pass = 0; pass < 2; pass++) {
    const inverse = invertLower(gramFactor(out), n);
    const turn = new Float32Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) turn[j * n + i] = inverse[i * n + j];
    out = multiply(out, { data: turn, rows: n, cols: n });
  }
  return out;
}
