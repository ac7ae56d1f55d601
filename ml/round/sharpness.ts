import { minimise, type Objective } from '#/ml/algebra/minimise.ts';
import type { FitRows } from '#/ml/round/noise-matrix.ts';
import type { Targets } from '#/ml/round/targets.ts';

/**
 * How much sharper (> 1) or flatter probabilities should be, depending on how sure they are: p ∝ p^s with
 * s = exp(v₀) + v₁·m + v₂·m², m the lead of the likeliest class over the second, less `MIDDLE`. All zero: as they are.
 */
export type Sharpness = Float64Array;

const MIDDLE = 0.7;
/** Pull of the three values towards 0, per row. */
const SHRINK = 1e-5;
const LEAST = 0.1;
const FLOOR = 1e-9;

export function asTheyAre(): Sharpness {
  return new Float64Array(3);
}

/** Lead of the likeliest class over the second of the K probabilities from `at`, less `MIDDLE`. */
function leadOf(p: ArrayLike<number>, at: number, classes: number): number {
  let first = 0;
  let second = 0;
  for (let c = at; c < at + classes; c++) {
    if (p[c] > first) {
      second = first;
      first = p[c];
    } else if (p[c] > second) second = p[c];
  }
  return first - second - MIDDLE;
}

/** The exponent s of the K probabilities from `at`. */
export function exponentOf(p: ArrayLike<number>, at: number, classes: number, sharpness: Sharpness): number {
  const lead = leadOf(p, at, classes);
  return Math.max(LEAST, Math.exp(sharpness[0]) + sharpness[1] * lead + sharpness[2] * lead * lead);
}

/**
 * Fits the sharpness by maximum likelihood of what is known: settled classes, and given labels seen through `noise`. The
 * stack has one weight per expert for easy and hard samples alike, which leaves easy ones too doubtful of their class and
 * so calls too few labels wrong.
 */
export function fitSharpness(
  { rows, probabilities }: FitRows,
  { classes, given, settled }: Targets,
  noise: Float64Array,
  start: Sharpness,
  iterations: number,
): Sharpness {
  const logs = probabilities.map((p) => Math.log(p + FLOOR));
  const leads = Float64Array.from(rows, (_, r) => leadOf(probabilities, r * classes, classes));
  const p = new Float64Array(classes);
  const objective: Objective = (x, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (let r = 0; r < rows.length; r++) {
      const lead = leads[r];
      const raw = Math.exp(x[0]) + x[1] * lead + x[2] * lead * lead;
      const s = Math.max(LEAST, raw);
      const at = r * classes;
      let top = Number.NEGATIVE_INFINITY;
      for (let c = 0; c < classes; c++) if (logs[at + c] > top) top = logs[at + c];
      let total = 0;
      for (let c = 0; c < classes; c++) {
        p[c] = Math.exp(s * (logs[at + c] - top));
        total += p[c];
      }
      const known = settled[rows[r]];
      const y = given[rows[r]];
      let seen = 0;
      let mean = 0;
      let seenMean = 0;
      for (let c = 0; c < classes; c++) {
        const log = logs[at + c] - top;
        const share = known >= 0 ? (c === known ? 1 : 0) : noise[c * classes + y];
        seen += share * p[c];
        mean += p[c] * log;
        seenMean += share * p[c] * log;
      }
      loss -= Math.log(seen / total + 1e-300);
      if (raw <= LEAST || seen <= 0) continue;
      const slope = mean / total - seenMean / seen;
      gradient[0] += slope * Math.exp(x[0]);
      gradient[1] += slope * lead;
      gradient[2] += slope * lead * lead;
    }
    let size = 0;
    for (let i = 0; i < x.length; i++) {
      gradient[i] = gradient[i] / rows.length + 2 * SHRINK * x[i];
      size += x[i] ** 2;
    }
    return loss / rows.length + SHRINK * size;
  };
  return minimise(objective, start, iterations).x;
}

/** The probabilities of the fitted rows, sharpened; each row sums to one. */
export function sharpened({ rows, probabilities }: FitRows, classes: number, sharpness: Sharpness): FitRows {
  const sharp = new Float64Array(probabilities.length);
  for (let at = 0; at < sharp.length; at += classes) {
    const s = exponentOf(probabilities, at, classes, sharpness);
    let total = 0;
    for (let c = at; c < at + classes; c++) {
      sharp[c] = (probabilities[c] + FLOOR) ** s;
      total += sharp[c];
    }
    for (let c = at; c < at + classes; c++) sharp[c] /= total;
  }
  return { rows, probabilities: sharp };
}
