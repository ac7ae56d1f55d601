import type { FirstPass, FittedRidge } from '#/ml/round/first-pass.ts';

/** Farthest that one row is believed to move another. */
const MOST = 0.5;

const bounded = (value: number) => Math.max(-MOST, Math.min(MOST, value));

function dot(a: ArrayLike<number>, from: number, b: ArrayLike<number>, start: number, length: number): number {
  let sum = 0;
  for (let d = 0; d < length; d++) sum += a[from + d] * b[start + d];
  return sum;
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
  const more = extra ? dot(extra.data, i * extra.cols, extra.data, j * extra.cols, extra.cols) : 0;
  return dot(solved, 0, z, j * cols, cols) + more;
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
        const there = bounded(target[j] < 0 ? h : h / (1 - leverage[j]));
        const back = target[j] < 0 ? 0 : bounded(h / (1 - leverage[i]));
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
