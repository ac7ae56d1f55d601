import { choleskySolve } from '#/ml/algebra/cholesky.ts';
import { type PreparedRidge, safeCholesky } from '#/ml/round/prepared-ridge.ts';

/** Targets of the rows of a set. */
export interface SetTargets {
  weight(row: number, label: number): number;
  /** Whether the row takes part in the fit. */
  present(row: number): boolean;
}

/** Class columns with the set's rows taken out. */
function without(
  ridge: PreparedRidge,
  columns: Float64Array,
  classes: number,
  rows: Int32Array,
  t: SetTargets,
): Float64Array {
  const { z, cols } = ridge;
  const out = columns.slice();
  for (const row of rows)
    for (let c = 0; c < classes; c++) {
      const weight = t.weight(row, c);
      if (weight !== 0) for (let d = 0; d < cols; d++) out[c * cols + d] -= weight * z[row * cols + d];
    }
  return out;
}

/** Small sets: (I − H_SS)⁻¹(Z_S A⁻¹(B − B_S)). */
function bySetMatrix(
  ridge: PreparedRidge,
  rest: Float64Array,
  classes: number,
  rows: Int32Array,
  t: SetTargets,
  values: Float32Array | Float64Array,
): void {
  const { z, cols, solver, extra } = ridge;
  const size = rows.length;
  const u = Array.from(rows, (row) => {
    const into = new Float64Array(cols);
    solver.solve(z, row * cols, into);
    return into;
  });
  const low = (i: number, j: number) => {
    let sum = 0;
    if (extra)
      for (let d = 0; d < extra.cols; d++)
        sum += extra.data[rows[i] * extra.cols + d] * extra.data[rows[j] * extra.cols + d];
    return sum;
  };
  const matrix = new Float64Array(size * size);
  const right = Array.from({ length: classes }, () => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < classes; c++) {
      let sum = 0;
      for (let d = 0; d < cols; d++) sum += u[i][d] * rest[c * cols + d];
      right[c][i] = sum;
    }
    for (let j = 0; j < size; j++) {
      const correction = low(i, j);
      if (extra) for (let c = 0; c < classes; c++) right[c][i] -= correction * t.weight(rows[j], c);
      let hat = correction;
      for (let d = 0; d < cols; d++) hat += u[i][d] * z[rows[j] * cols + d];
      // A row outside the fit has no column in the hat matrix.
      matrix[i * size + j] = (i === j ? 1 : 0) - (t.present(rows[j]) && t.present(rows[i]) ? hat : 0);
    }
  }
  const inside = Array.from(rows, (row) => t.present(row));
  const l = safeCholesky(matrix, size);
  for (let c = 0; c < classes; c++) {
    const known = right[c].slice();
    for (let i = 0; i < size; i++) if (!inside[i]) known[i] = 0;
    choleskySolve(l, size, known);
    for (let i = 0; i < size; i++) {
      let value = known[i];
      if (!inside[i]) {
        value = right[c][i];
        for (let j = 0; j < size; j++) {
          if (!inside[j]) continue;
          let hat = low(i, j);
          for (let d = 0; d < cols; d++) hat += u[i][d] * z[rows[j] * cols + d];
          value += hat * known[j];
        }
      }
      values[rows[i] * classes + c] = value;
    }
  }
}

/** Large sets: the ridge fitted again without them. */
function byRefit(
  ridge: PreparedRidge,
  rest: Float64Array,
  classes: number,
  rows: Int32Array,
  t: SetTargets,
  values: Float32Array | Float64Array,
): void {
  const { z, cols } = ridge;
  const a = ridge.dense();
  for (const row of rows) {
    if (!t.present(row)) continue;
    const from = row * cols;
    for (let i = 0; i < cols; i++) {
      const value = z[from + i];
      if (value !== 0) for (let j = 0; j <= i; j++) a[i * cols + j] -= value * z[from + j];
    }
  }
  const l = safeCholesky(a, cols);
  for (let c = 0; c < classes; c++) {
    const solution = rest.slice(c * cols, (c + 1) * cols);
    choleskySolve(l, cols, solution);
    for (const row of rows) {
      let sum = 0;
      for (let d = 0; d < cols; d++) sum += z[row * cols + d] * solution[d];
      values[row * classes + c] = sum;
    }
  }
}

/**
 * Predictions of a set of rows from the fit that saw none of them, written into `values` [N × K]. `columns` are the
 * folded class columns of the whole fit.
 */
export function leaveSetOut(
  ridge: PreparedRidge,
  columns: Float64Array,
  classes: number,
  rows: Int32Array,
  targets: SetTargets,
  values: Float32Array | Float64Array,
): void {
  const rest = without(ridge, columns, classes, rows, targets);
  // With a low-rank correction the columns are folded for u, not for A itself, so only the set's own matrix applies.
  if (rows.length <= ridge.cols || ridge.extra) bySetMatrix(ridge, rest, classes, rows, targets, values);
  else byRefit(ridge, rest, classes, rows, targets, values);
}
