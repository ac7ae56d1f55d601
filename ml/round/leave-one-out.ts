import { multiply, transposeMultiply } from '#/ml/algebra/product.ts';
import { leaveOut } from '#/ml/round/leave-out-together.ts';
import { leaveSetOut } from '#/ml/round/leave-set-out.ts';
import { SMALLEST_REST } from '#/ml/round/left-out-rows.ts';
import type { PreparedRidge } from '#/ml/round/prepared-ridge.ts';
import { sharedBytes } from '#/ml/threads/second-thread.ts';

interface KnownSums {
  target: Int32Array;
  classes: number;
  sums: Float64Array;
}

/** The last class sums of each basis: from one round to the next few labels change. */
const known = new WeakMap<object, KnownSums>();

/** Adds row i, times ±1, to the sum of its class. */
function count({ z, cols }: Pick<PreparedRidge, 'z' | 'cols'>, sums: Float64Array, i: number, c: number, sign: 1 | -1) {
  if (c < 0) return;
  const to = c * cols;
  const from = i * cols;
  if (sign > 0) for (let d = 0; d < cols; d++) sums[to + d] += z[from + d];
  else for (let d = 0; d < cols; d++) sums[to + d] -= z[from + d];
}

/**
 * Σ of the rows of each class, [K × cols]; exact (and so independent of order, and of what was added and taken away again)
 * for rows on the grid. −1: no class. The result is the caller's to read only.
 */
export function classSums(ridge: Pick<PreparedRidge, 'z' | 'cols'>, target: Int32Array, classes: number): Float64Array {
  const last = known.get(ridge.z);
  if (last && last.classes === classes && last.target.length === target.length) {
    for (let i = 0; i < target.length; i++) {
      if (target[i] === last.target[i]) continue;
      count(ridge, last.sums, i, last.target[i], -1);
      count(ridge, last.sums, i, target[i], 1);
      last.target[i] = target[i];
    }
    return last.sums.slice();
  }
  const sums = new Float64Array(classes * ridge.cols);
  for (let i = 0; i < target.length; i++) count(ridge, sums, i, target[i], 1);
  // Only rows that stay on the grid for good are worth remembering.
  if (ridge.z.buffer instanceof SharedArrayBuffer)
    known.set(ridge.z, { target: target.slice(), classes, sums: sums.slice() });
  return sums;
}

/** What is computed: rows on their own and rows that leave together. */
export interface Asked {
  singles: Int32Array;
  sets: Int32Array[];
}

/** [N × K] leave-one-out predictions (rows not asked for stay 0) and the leverage of each single row. */
export interface LeftOut<V = Float32Array> {
  values: V;
  leverage: Float64Array;
}

/**
 * Exact leave-one-out predictions for hard targets. The sum that a row is multiplied with has the row itself taken out
 * before the product, in exact arithmetic, so that its output is identical to the last bit whatever its own label is
 * (as long as no rows are absent; then to rounding). `sums` are the class sums of `ridge.z`, where they are known.
 */
export function leaveOutHard<V extends Float32Array | Float64Array>(
  ridge: PreparedRidge,
  target: Int32Array,
  classes: number,
  asked: Asked,
  values: V,
  sums: Float64Array = classSums(ridge, target, classes),
): LeftOut<V> {
  const { z, cols, rows, solver, extra } = ridge;
  const columns = ridge.fold(sums, classes);
  const leverage = new Float64Array(sharedBytes(8 * rows));
  const { singles } = asked;
  leaveOut({ z, cols, classes, target, singles, columns, extra, values, leverage }, solver);
  for (const set of asked.sets) {
    const hard = {
      weight: (row: number, c: number) => (target[row] === c ? 1 : 0),
      present: (row: number) => target[row] >= 0,
    };
    leaveSetOut(ridge, columns, classes, set, hard, values);
  }
  return { values, leverage };
}

/**
 * The same for soft targets Q [N × K] (rows of absent samples are zero), with dense products on the backend and the
 * leverages of the hard pass at the same λ.
 */
export function leaveOutSoft(
  ridge: PreparedRidge,
  soft: Float32Array,
  classes: number,
  asked: Asked,
  leverage: Float64Array,
  present: Uint8Array,
): Float32Array {
  const { cols, rows, solver } = ridge;
  const z = { data: ridge.z as Float32Array, rows, cols };
  const columns = ridge.fold(transposeMultiply({ data: soft, rows, cols: classes }, z), classes);
  const solution = { data: new Float32Array(cols * classes), rows: cols, cols: classes };
  const scratch = new Float64Array(cols);
  for (let c = 0; c < classes; c++) {
    solver.solve(columns, c * cols, scratch);
    for (let d = 0; d < cols; d++) solution.data[d * classes + c] = scratch[d];
  }
  const values = multiply(z, solution).data;
  for (const i of asked.singles) {
    if (!present[i]) continue;
    const h = leverage[i];
    const scale = 1 / Math.max(SMALLEST_REST, 1 - h);
    for (let c = i * classes; c < (i + 1) * classes; c++) values[c] = (values[c] - h * soft[c]) * scale;
  }
  const weights = {
    weight: (row: number, c: number) => soft[row * classes + c],
    present: (row: number) => present[row] === 1,
  };
  for (const set of asked.sets) leaveSetOut(ridge, columns, classes, set, weights, values);
  return values;
}
