import type { RidgeBasis } from '#/ml/geometry/geometry.types.ts';

/** What a solver is made of: data only, so that it can go to another thread. */
export interface SolverParts {
  inverse: Float64Array;
  /** null: diagonal. */
  factor: Float64Array | null;
}

/** Solves (ZᵀZ + λ)x = b for a diagonal or tridiagonal ZᵀZ, in O(cols). */
export interface ShiftedSolver {
  /** null: the matrix is the identity. */
  parts: SolverParts | null;
  /** Writes the solution for row `from` of `source` (a vector of `cols` numbers starting there) into `into`. */
  solve(source: Float32Array | Float64Array, from: number, into: Float64Array): void;
}

function diagonalSolver(inverse: Float64Array): ShiftedSolver {
  const cols = inverse.length;
  return {
    parts: { inverse, factor: null },
    solve(source, from, into) {
      for (let d = 0; d < cols; d++) into[d] = source[from + d] * inverse[d];
    },
  };
}

/** λ > 0 makes the shifted matrix positive definite, so the factorisation L·D·Lᵀ needs no pivoting. */
function factorised(basis: RidgeBasis, off: Float64Array, lambda: number): SolverParts & { factor: Float64Array } {
  const { cols } = basis;
  const inverse = new Float64Array(cols);
  const factor = new Float64Array(cols);
  let pivot = basis.diagonal[0] + lambda;
  inverse[0] = 1 / pivot;
  for (let d = 1; d < cols; d++) {
    factor[d] = off[d - 1] / pivot;
    // Rounding of float32 products can push a tiny pivot below λ; the exact one cannot be smaller.
    pivot = Math.max(lambda, basis.diagonal[d] + lambda - factor[d] * off[d - 1]);
    inverse[d] = 1 / pivot;
  }
  return { inverse, factor };
}

function tridiagonalSolver(inverse: Float64Array, factor: Float64Array): ShiftedSolver {
  const cols = inverse.length;
  return {
    parts: { inverse, factor },
    solve(source, from, into) {
      let value = source[from];
      into[0] = value;
      for (let d = 1; d < cols; d++) {
        value = source[from + d] - factor[d] * value;
        into[d] = value;
      }
      value = into[cols - 1] * inverse[cols - 1];
      into[cols - 1] = value;
      for (let d = cols - 2; d >= 0; d--) {
        value = into[d] * inverse[d] - factor[d + 1] * value;
        into[d] = value;
      }
    },
  };
}

/** The solver of these parts, in whatever thread. */
export function solverOf({ inverse, factor }: SolverParts): ShiftedSolver {
  return factor ? tridiagonalSolver(inverse, factor) : diagonalSolver(inverse);
}

/** `lambda` > 0, in the units of ZᵀZ. */
export function shiftedSolver(basis: RidgeBasis, lambda: number): ShiftedSolver {
  if (basis.off) return solverOf(factorised(basis, basis.off, lambda));
  return diagonalSolver(Float64Array.from(basis.diagonal, (value) => 1 / (value + lambda)));
}
