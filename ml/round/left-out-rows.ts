import type { ShiftedSolver } from '#/ml/round/shifted-solver.ts';
import type { Matrix } from '#/ml/types.ts';

/** Closest to 1 that a leverage is believed to be. */
export const SMALLEST_REST = 1e-6;

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

/** What single rows are left out of: data only, so that it can go to another thread. */
export interface SingleRows {
  z: Float32Array | Float64Array;
  cols: number;
  classes: number;
  /** The hard target of each row, −1: none. */
  target: Int32Array;
  /** The rows to leave out, each by itself. */
  singles: Int32Array;
  /** B′ of `PreparedRidge.fold`, [K × cols]. */
  columns: Float64Array;
  extra: Matrix | null;
  /** Written: predictions [N × K] and leverages [N] of these rows. */
  values: Float32Array | Float64Array;
  leverage: Float64Array;
}

/**
 * Leaves out the singles [from, to), two at a time; an odd last one goes with itself. What is computed for a row does not
 * depend on the rows beside it, so any division into blocks gives the same bits.
 */
export function leaveRowsOut(rows: SingleRows, solver: ShiftedSolver, from: number, to: number): void {
  const { z, cols, classes, target, singles, columns, extra, values, leverage } = rows;
  const solved = [new Float64Array(cols), new Float64Array(cols)];
  const found = [new Float64Array(classes), new Float64Array(classes)];
  const [u, v] = solved;
  for (let at = from; at < to; at += 2) {
    const pair = [singles[at], singles[Math.min(at + 1, to - 1)]];
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
}
