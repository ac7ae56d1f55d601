import { smoothStep } from '#/ml/round/concentration.ts';
import { likelihood, type Targets } from '#/ml/round/targets.ts';

/** Pseudo-counts: on the diagonal, and off it in all (shared over the other classes). */
const PRIOR_DIAGONAL = 2.5;
const PRIOR_OFF = 0.5;

/** Noise matrix of K classes with this diagonal and the rest spread evenly; row k is p(given j | true k). */
export function evenNoise(classes: number, diagonal: number): Float64Array {
  const noise = new Float64Array(classes * classes).fill((1 - diagonal) / Math.max(1, classes - 1));
  for (let k = 0; k < classes; k++) noise[k * classes + k] = diagonal;
  return noise;
}

/** Index of the rows the likelihood is fitted on, with their probabilities. */
export interface FitRows {
  rows: Int32Array;
  /** [rows.length × K] class probabilities without the row's own label. */
  probabilities: Float64Array;
}

/**
 * Expected number of samples per (true, given) pair, [K × K]: posteriors under the noise matrix, decided samples by what
 * people said. Only rows with a given label count.
 */
export function expectedCounts(fit: FitRows, targets: Targets, noise: Float64Array): Float64Array {
  const { classes, given, settled, rejected, leaning } = targets;
  const counts = new Float64Array(classes * classes);
  const q = new Float64Array(classes);
  for (let r = 0; r < fit.rows.length; r++) {
    const row = fit.rows[r];
    const y = given[row];
    if (y < 0) continue;
    if (settled[row] >= 0) {
      counts[settled[row] * classes + y]++;
      continue;
    }
    const no = rejected.get(row);
    const lean = leaning.get(row);
    let total = 0;
    for (let k = 0; k < classes; k++) {
      const seen = noise[k * classes + y] * (lean ? likelihood(lean, k, classes) : 1);
      q[k] = no?.has(k) ? 0 : seen * fit.probabilities[r * classes + k];
      total += q[k];
    }
    if (total > 0) for (let k = 0; k < classes; k++) counts[k * classes + y] += q[k] / total;
  }
  return counts;
}

/** Rows normalised after the pseudo-counts; a class nobody has stays near the identity. For reading, not for fitting. */
export function noiseFromCounts(counts: Float64Array, classes: number): Float64Array {
  const noise = new Float64Array(counts.length);
  const off = classes > 1 ? PRIOR_OFF / (classes - 1) : 0;
  for (let k = 0; k < classes; k++) {
    let total = 0;
    for (let j = 0; j < classes; j++) {
      const value = counts[k * classes + j] + (j === k ? PRIOR_DIAGONAL : off);
      noise[k * classes + j] = value;
      total += value;
    }
    for (let j = 0; j < classes; j++) noise[k * classes + j] /= total;
  }
  return noise;
}

/** Share of a class's wrong labels beyond an even spread at which a cell starts to count as a habit, and fully does. */
const HABIT_FROM = 0.12;
const HABIT_TO = 0.4;
/** Pull of everything that is not a habit towards an even spread, in pseudo-counts per class. */
const EVEN = 3000;

/** Pseudo-count of a class's wrong labels: a few of them are no habit. */
const PSEUDO = 3;

/** Keeps a cell that nothing speaks for possible. */
const FLOOR = 1e-3;

/**
 * The noise matrix that is fitted: per class a rate of wrong labels, spread evenly but for the habits, cells that take a
 * large share of them. Expected counts alone would call noise what the model merely confuses, similar classes above all.
 * Decided samples, in `counts` as in life, make habits clearer.
 */
export function habitualNoise(counts: Float64Array, classes: number): Float64Array {
  const noise = new Float64Array(counts.length);
  const others = Math.max(1, classes - 1);
  for (let k = 0; k < classes; k++) {
    const row = counts.subarray(k * classes, (k + 1) * classes);
    const total = row.reduce((sum, count, j) => (j === k ? sum : sum + count), 0);
    const rate = (total + PRIOR_OFF) / (total + row[k] + PRIOR_OFF + PRIOR_DIAGONAL);
    const excess = row.map((count, j) =>
      j === k || others < 2 ? 0 : habit(count - (total - count) / (others - 1), total),
    );
    const rest = total - excess.reduce((sum, value) => sum + value, 0);
    const pull = EVEN / (EVEN + total);
    for (let j = 0; j < classes; j++) {
      const own = (1 - pull) * (row[j] - excess[j]) + (pull * rest) / others;
      noise[k * classes + j] = j === k ? 1 - rate : (rate * (own + excess[j] + FLOOR)) / (total + FLOOR * others);
    }
  }
  return noise;
}

/** The part of a cell's excess over the mean of the others that counts as a habit. */
function habit(excess: number, total: number): number {
  return smoothStep(excess / (total + PSEUDO), HABIT_FROM, HABIT_TO) * excess;
}

/** From expected counts to a noise matrix. */
export type NoiseStep = (counts: Float64Array, classes: number) => Float64Array;

/** EM steps for the noise matrix with the class probabilities held; stops when no entry moves by 1e-5. */
export function fitNoise(
  fit: FitRows,
  targets: Targets,
  start: Float64Array,
  steps: number,
  step: NoiseStep = habitualNoise,
): Float64Array {
  let noise = start;
  for (let turn = 0; turn < steps; turn++) {
    const next = step(expectedCounts(fit, targets, noise), targets.classes);
    let moved = 0;
    for (let i = 0; i < next.length; i++) moved = Math.max(moved, Math.abs(next[i] - noise[i]));
    noise = next;
    if (moved < 1e-5) break;
  }
  return noise;
}
