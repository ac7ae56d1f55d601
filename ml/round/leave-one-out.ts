import { multiply, transposeMultiply } from '#/ml/algebra/product.ts';
import { leaveSetOut } from '#/ml/round/leave-set-out.ts';
import type { PreparedRidge } from '#/ml/round/prepared-ridge.ts';

/** Closest to 1 that a leverage is believed to be. */
const SMALLEST_REST = 1e-6;

/** Σ of the rows of each class, [K × cols]; exact (and so independent of order) for rows on the grid. −1: no class. */
export function classSums(ridge: Pick<PreparedRidge, 'z' | 'cols'>, target: Int32Array, classes: number): Float64Array {
  const { z, cols } = ridge;
  const sums = new Float64Array(classes * cols);
  for (let i = 0; i < target.length; i++) {
    if (target[i] < 0) continue;
    const to = target[i] * cols;
    const from = i * cols;
    for (let d = 0; d < cols; d++) sums[to + d] += z[from + d];
  }
  return sums;
}

/**
 * uᵀB′ and vᵀB′ for whole fours of classes; returns the first class not done. Two rows at a time, so that every number of
 * B′ is read once for both. Each class has its own accumulator, so its sum does not depend on the others.
 */
function products(
  u: Float64Array,
  v: Float64Array,
  columns: Float64Array,
  classes: number,
  cols: number,
  intoU: Float64Array,
  intoV: Float64Array,
): number {
  let c = 0;
  for (; c + 3 < classes; c += 4) {
    const a = c * cols;
    const b = a + cols;
    const e = b + cols;
    const f = e + cols;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let t0 = 0;
    let t1 = 0;
    let t2 = 0;
    let t3 = 0;
    for (let d = 0; d < cols; d++) {
      const x = u[d];
      const y = v[d];
      const ca = columns[a + d];
      const cb = columns[b + d];
      const ce = columns[e + d];
      const cf = columns[f + d];
      s0 += x * ca;
      t0 += y * ca;
      s1 += x * cb;
      t1 += y * cb;
      s2 += x * ce;
      t2 += y * ce;
      s3 += x * cf;
      t3 += y * cf;
    }
    intoU[c] = s0;
    intoU[c + 1] = s1;
    intoU[c + 2] = s2;
    intoU[c + 3] = s3;
    intoV[c] = t0;
    intoV[c + 1] = t1;
    intoV[c + 2] = t2;
    intoV[c + 3] = t3;
  }
  return c;
}

/**
 * The up to three classes that are left over, the leverage uᵀz (returned) and, for a row with a class of its own, that
 * class's product with the row taken out of the sum (into[own]).
 */
function remainder(
  u: Float64Array,
  z: Float32Array | Float64Array,
  from: number,
  columns: Float64Array,
  classes: number,
  cols: number,
  start: number,
  own: number,
  into: Float64Array,
): number {
  const a = Math.min(start, classes - 1) * cols;
  const b = Math.min(start + 1, classes - 1) * cols;
  const e = Math.min(start + 2, classes - 1) * cols;
  const at = Math.max(0, own) * cols;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let h = 0;
  let sum = 0;
  for (let d = 0; d < cols; d++) {
    const value = u[d];
    const feature = z[from + d];
    s0 += value * columns[a + d];
    s1 += value * columns[b + d];
    s2 += value * columns[e + d];
    h += value * feature;
    sum += value * (columns[at + d] - feature);
  }
  if (start < classes) into[start] = s0;
  if (start + 1 < classes) into[start + 1] = s1;
  if (start + 2 < classes) into[start + 2] = s2;
  if (own >= 0) into[own] = sum;
  return h;
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
  const leverage = new Float64Array(rows);
  // Two rows at a time; an odd last one goes with itself.
  const solved = [new Float64Array(cols), new Float64Array(cols)];
  const found = [new Float64Array(classes), new Float64Array(classes)];
  const [u, v] = solved;
  const { singles } = asked;
  for (let at = 0; at < singles.length; at += 2) {
    const pair = [singles[at], singles[Math.min(at + 1, singles.length - 1)]];
    solver.solve(z, pair[0] * cols, u);
    solver.solve(z, pair[1] * cols, v);
    const start = products(u, v, columns, classes, cols, found[0], found[1]);
    for (let n = 0; n < 2; n++) {
      const i = pair[n];
      const own = target[i];
      const output = found[n];
      const h = remainder(solved[n], z, i * cols, columns, classes, cols, start, own, output);
      let more = 0;
      if (extra) for (let d = i * extra.cols; d < (i + 1) * extra.cols; d++) more += extra.data[d] ** 2;
      leverage[i] = h + more;
      // An absent row is not in the fit: its prediction is out-of-sample as it is.
      let rest = 1;
      if (own >= 0) {
        rest = Math.max(SMALLEST_REST, 1 - h - more);
        output[own] -= more;
      }
      for (let c = 0; c < classes; c++) values[i * classes + c] = output[c] / rest;
    }
  }
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
