import type { FirstPass, FittedRidge } from '#/ml/round/first-pass.ts';
import { SMALLEST_REST } from '#/ml/round/left-out-rows.ts';

/** Farthest that one row is believed to move another. */
const MOST = 0.5;

const restOf = (leverage: number) => Math.max(SMALLEST_REST, 1 - leverage);
const bounded = (value: number) => Math.max(-MOST, Math.min(MOST, value));

/** Four sums side by side, so that none waits for the last addition. */
function dot(a: ArrayLike<number>, b: ArrayLike<number>, from: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let d = 0;
  for (; d + 3 < length; d += 4) {
    s0 += a[d] * b[from + d];
    s1 += a[d + 1] * b[from + d + 1];
    s2 += a[d + 2] * b[from + d + 2];
    s3 += a[d + 3] * b[from + d + 3];
  }
  for (; d < length; d++) s0 += a[d] * b[from + d];
  return s0 + s1 + s2 + s3;
}

/** Takes one row at a time out of what the first pass's ridge experts say about other rows. */
export interface TwoOut {
  /** Row i is out from now on. */
  without(i: number): void;
  /**
   * Changes the scores [K] of row j (Σ aₑLₑ, all labels but its own) to those without the label of row i, too. Exact for
   * rows that are left out one by one.
   */
  take(j: number, scores: Float64Array): void;
}

/** The hat matrix between two rows, from the solution for one of them. */
function hat({ ridge }: FittedRidge, solved: Float64Array, i: number, j: number): number {
  const { z, cols, extra } = ridge;
  const products = dot(solved, z, j * cols, cols);
  if (!extra) return products;
  return (
    products + dot(extra.data.subarray(i * extra.cols, (i + 1) * extra.cols), extra.data, j * extra.cols, extra.cols)
  );
}

/** `target` [N]: the hard targets of the pass, −1 where a row took no part in it. */
export function twoOut({ ridges, outputs, weights }: FirstPass, target: Int32Array, classes: number): TwoOut {
  const used = Array.from(ridges.keys()).filter((e) => weights[e] > 0);
  const solved = ridges.map(({ ridge }) => new Float64Array(ridge.cols));
  let i = 0;
  return {
    without(row) {
      i = row;
      if (target[i] < 0) return;
      for (const e of used) ridges[e].ridge.solver.solve(ridges[e].ridge.z, i * ridges[e].ridge.cols, solved[e]);
    },
    take(j, scores) {
      if (target[i] < 0) return;
      for (const e of used) {
        const { leverage } = ridges[e];
        const output = outputs[e];
        const h = hat(ridges[e], solved[e], i, j);
        const there = bounded(target[j] < 0 ? h : h / restOf(leverage[j]));
        const back = target[j] < 0 ? 0 : bounded(h / restOf(leverage[i]));
        const scale = (weights[e] * there) / (1 - there * back);
        for (let c = 0; c < classes; c++) {
          const own = (target[i] === c ? 1 : 0) - output[i * classes + c];
          const other = (target[j] === c ? 1 : 0) - output[j * classes + c];
          scores[c] -= scale * (own + back * other);
        }
      }
    },
  };
}
