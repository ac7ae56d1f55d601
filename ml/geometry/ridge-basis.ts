import { symmetricEigen } from '#/ml/algebra/eigen.ts';
import { multiply } from '#/ml/algebra/product.ts';
import { tridiagonalise } from '#/ml/algebra/tridiagonal.ts';
import type { RidgeBasis } from '#/ml/geometry/geometry.types.ts';
import { eachBlock, gramOf, type RowSource } from '#/ml/geometry/row-source.ts';
import { toGrid } from '#/ml/geometry/scaling.ts';
import { sharedBytes } from '#/ml/threads/second-thread.ts';
import type { Matrix } from '#/ml/types.ts';

/** Directions below this share of the largest eigenvalue are dropped. */
const SMALLEST = 1e-6;

/** The rows turned by `axes` plus a constant column, on the grid; in memory that a round's threads share. */
function turned(features: RowSource, axes: Matrix): Float32Array {
  const width = axes.cols + 1;
  const z = new Float32Array(sharedBytes(4 * features.rows * width));
  eachBlock(features, (block, from) => {
    const part = axes.cols > 0 ? multiply(block, axes).data : new Float32Array(0);
    for (let i = 0; i < block.rows; i++) {
      const at = (from + i) * width;
      for (let j = 0; j < axes.cols; j++) z[at + j] = part[i * axes.cols + j];
      z[at + axes.cols] = 1;
    }
  });
  toGrid(z);
  return z;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/**
 * Principal axes of centred features, largest first: zᵀz is diagonal. The full eigenproblem is solved, so this is for up
 * to about a thousand features.
 */
export function eigenBasis(features: RowSource): RidgeBasis {
  const { rows, cols } = features;
  const { values, vectors } = symmetricEigen(gramOf(features), cols);
  let kept = 0;
  while (kept < cols && values[kept] > SMALLEST * values[0] && values[kept] > 0) kept++;
  const axes = new Float32Array(cols * kept);
  for (let i = 0; i < cols; i++) for (let j = 0; j < kept; j++) axes[i * kept + j] = vectors[i * cols + j];
  const z = turned(features, { data: axes, rows: cols, cols: kept });
  const width = kept + 1;
  // Squared column lengths of what is stored, not the eigenvalues of what was not.
  const diagonal = new Float64Array(width);
  for (let i = 0; i < rows; i++) for (let j = 0; j < width; j++) diagonal[j] += z[i * width + j] ** 2;
  return { z, rows, cols: width, diagonal, off: null, unit: mean(diagonal) };
}

/**
 * A rotation in which zᵀz is tridiagonal: a direct O(n³) method with a small constant, and every λ is still solved in
 * O(n) per row. For wide features, where an eigenproblem would take too long.
 */
export function tridiagonalBasis(features: RowSource): RidgeBasis {
  const { rows, cols } = features;
  const { diagonal, off, basis } = tridiagonalise(gramOf(features), cols);
  const z = turned(features, { data: Float32Array.from(basis), rows: cols, cols });
  const all = new Float64Array(cols + 1);
  all.set(diagonal);
  all[cols] = rows;
  const coupling = new Float64Array(cols);
  coupling.set(off);
  return { z, rows, cols: cols + 1, diagonal: all, off: coupling, unit: mean(all) };
}
