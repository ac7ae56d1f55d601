import { cholesky, invertLower } from '#/ml/algebra/cholesky.ts';
import { gram, multiply } from '#/ml/algebra/product.ts';
import type { RidgeBasis } from '#/ml/geometry/geometry.types.ts';
import { type ShiftedSolver, shiftedSolver } from '#/ml/round/shifted-solver.ts';
import type { Matrix } from '#/ml/types.ts';

/** Up to this many absent rows are taken out by a low-rank correction; more by a new factorisation. */
export const LOW_RANK = 256;

/**
 * A ridge regression of one λ with some rows absent from the fit. With A = ZᵀZ + λ − (absent rows), the hat entries are
 * zᵢᵀA⁻¹zⱼ = uᵢ·zⱼ + gᵢ·gⱼ, where u comes from `solver` and g from `extra`.
 */
export interface PreparedRidge {
  z: Float32Array | Float64Array;
  rows: number;
  cols: number;
  solver: ShiftedSolver;
  /** [rows × r] the low-rank part of the hat matrix; null when nothing is absent. */
  extra: Matrix | null;
  /** Class sums Σ qᵢzᵢ, [K × cols] → columns B′ with uᵢ·B′ = zᵢᵀA⁻¹B. */
  fold(sums: Float64Array, classes: number): Float64Array;
  /** A as a dense matrix, [cols × cols], without the absent rows. */
  dense(): Float64Array;
}

const identity = (cols: number): ShiftedSolver => ({
  parts: null,
  solve(source, from, into) {
    for (let d = 0; d < cols; d++) into[d] = source[from + d];
  },
});

function gather(basis: RidgeBasis, rows: Int32Array): Matrix {
  const data = new Float32Array(rows.length * basis.cols);
  for (let i = 0; i < rows.length; i++)
    data.set(basis.z.subarray(rows[i] * basis.cols, (rows[i] + 1) * basis.cols), i * basis.cols);
  return { data, rows: rows.length, cols: basis.cols };
}

/** ZᵀZ + λ as a dense matrix. */
function shifted(basis: RidgeBasis, lambda: number): Float64Array {
  const { cols, diagonal, off } = basis;
  const a = new Float64Array(cols * cols);
  for (let d = 0; d < cols; d++) {
    a[d * cols + d] = diagonal[d] + lambda;
    if (off && d + 1 < cols) a[d * cols + d + 1] = a[(d + 1) * cols + d] = off[d];
  }
  return a;
}

function subtractProducts(a: Float64Array, rows: Matrix): Float64Array {
  const products = gram(rows);
  for (let i = 0; i < a.length; i++) a[i] -= products[i];
  return a;
}

/** Lower factor; a little more ridge when rounding has made the matrix indefinite. */
export function safeCholesky(a: Float64Array, n: number): Float64Array {
  for (let boost = 0; ; boost = boost === 0 ? 1e-7 : boost * 10) {
    try {
      if (boost > 0) for (let i = 0; i < n; i++) a[i * n + i] += boost * Math.max(1e-12, Math.abs(a[i * n + i]));
      return cholesky(a, n);
    } catch (error) {
      if (boost > 1) throw error;
    }
  }
}

function withLowRank(basis: RidgeBasis, lambda: number, absent: Int32Array): PreparedRidge {
  const { cols, rows, z } = basis;
  const r = absent.length;
  const solver = shiftedSolver(basis, lambda);
  const w = gather(basis, absent);
  const v = new Float64Array(r * cols);
  const scratch = new Float64Array(cols);
  for (let i = 0; i < r; i++) {
    solver.solve(w.data, i * cols, scratch);
    v.set(scratch, i * cols);
  }
  const rest = new Float64Array(r * r);
  for (let i = 0; i < r; i++)
    for (let j = 0; j < r; j++) {
      let hat = 0;
      for (let d = 0; d < cols; d++) hat += w.data[i * cols + d] * v[j * cols + d];
      rest[i * r + j] = (i === j ? 1 : 0) - hat;
    }
  const inverse = invertLower(safeCholesky(rest, r), r);
  // F = C⁻¹V and Wᵀ C⁻ᵀ, both [cols × r] when transposed for the product with Z.
  const f: Matrix = { data: new Float32Array(cols * r), rows: cols, cols: r };
  const back = new Float64Array(r * cols);
  for (let i = 0; i < r; i++)
    for (let j = 0; j <= i; j++) {
      const factor = inverse[i * r + j];
      for (let d = 0; d < cols; d++) {
        f.data[d * r + i] += factor * v[j * cols + d];
        back[i * cols + d] += factor * w.data[j * cols + d];
      }
    }
  return {
    z,
    rows,
    cols,
    solver,
    extra: multiply({ data: z, rows, cols }, f),
    fold(sums, classes) {
      const out = sums.slice();
      for (let c = 0; c < classes; c++)
        for (let i = 0; i < r; i++) {
          let sum = 0;
          for (let d = 0; d < cols; d++) sum += f.data[d * r + i] * sums[c * cols + d];
          for (let d = 0; d < cols; d++) out[c * cols + d] += sum * back[i * cols + d];
        }
      return out;
    },
    dense: () => subtractProducts(shifted(basis, lambda), w),
  };
}

/** A new factor L·Lᵀ = A; rows become L⁻¹z, in which A is the identity. */
function refactored(basis: RidgeBasis, lambda: number, absent: Int32Array): PreparedRidge {
  const { cols, rows } = basis;
  const a = subtractProducts(shifted(basis, lambda), gather(basis, absent));
  const inverse = invertLower(safeCholesky(a, cols), cols);
  const right = new Float32Array(cols * cols);
  for (let i = 0; i < cols; i++) for (let j = 0; j <= i; j++) right[j * cols + i] = inverse[i * cols + j];
  const z = multiply({ data: basis.z, rows, cols }, { data: right, rows: cols, cols }).data;
  return { z, rows, cols, solver: identity(cols), extra: null, fold: (sums) => sums, dense: () => diagonalOnes(cols) };
}

function diagonalOnes(cols: number): Float64Array {
  const a = new Float64Array(cols * cols);
  for (let d = 0; d < cols; d++) a[d * cols + d] = 1;
  return a;
}

/** A ridge of `lambda` > 0 (in the units of ZᵀZ) fitted without the `absent` rows. */
export function prepareRidge(basis: RidgeBasis, lambda: number, absent: Int32Array): PreparedRidge {
  if (absent.length > LOW_RANK) return refactored(basis, lambda, absent);
  if (absent.length > 0) return withLowRank(basis, lambda, absent);
  const { z, rows, cols } = basis;
  return {
    z,
    rows,
    cols,
    solver: shiftedSolver(basis, lambda),
    extra: null,
    fold: (sums) => sums,
    dense: () => shifted(basis, lambda),
  };
}
