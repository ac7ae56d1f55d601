import { minimise } from '#/ml/algebra/minimise.ts';
import { pullOf } from '#/ml/round/pull.ts';
import type { Targets } from '#/ml/round/targets.ts';

/** One weight per expert, then one bias per class. */
export type Weights = Float64Array;

/** Ridge experts speak in shares (0 to 1), the neighbours, last, in logarithms. */
export function startingWeights(experts: number, classes: number): Weights {
  const weights = new Float64Array(experts + classes).fill(4, 0, experts - 1);
  weights[experts - 1] = 0.5;
  return weights;
}

/** Writes softmax(Σ aₑLₑ + b) of one row into `into` at `at`. */
function blend(
  outputs: readonly Float32Array[],
  row: number,
  weights: Weights,
  classes: number,
  into: Float64Array | Float32Array,
  at: number,
  scratch: Float64Array,
): void {
  const experts = outputs.length;
  for (let c = 0; c < classes; c++) scratch[c] = weights[experts + c];
  for (let e = 0; e < experts; e++) {
    const output = outputs[e];
    const weight = weights[e];
    for (let c = 0; c < classes; c++) scratch[c] += weight * output[row * classes + c];
  }
  let top = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < classes; c++) if (scratch[c] > top) top = scratch[c];
  let total = 0;
  for (let c = 0; c < classes; c++) {
    scratch[c] = Math.exp(scratch[c] - top);
    total += scratch[c];
  }
  for (let c = 0; c < classes; c++) into[at + c] = scratch[c] / total;
}

/** Probabilities of the chosen rows, [rows.length × K]. */
export function stackRows(
  outputs: readonly Float32Array[],
  rows: Int32Array,
  weights: Weights,
  classes: number,
): Float64Array {
  const p = new Float64Array(rows.length * classes);
  const scratch = new Float64Array(classes);
  for (let r = 0; r < rows.length; r++) blend(outputs, rows[r], weights, classes, p, r * classes, scratch);
  return p;
}

/** Probabilities of every row, [N × K]. */
export function stackAll(
  outputs: readonly Float32Array[],
  rows: number,
  weights: Weights,
  classes: number,
): Float32Array {
  const p = new Float32Array(rows * classes);
  const scratch = new Float64Array(classes);
  for (let row = 0; row < rows; row++) blend(outputs, row, weights, classes, p, row * classes, scratch);
  return p;
}

export interface StackFit {
  weights: Weights;
  /** Mean negative log-likelihood of what is known, through the noise matrix. */
  loss: number;
}

/**
 * Fits the stack by maximum likelihood of the given labels seen through `noise` (null: labels taken at face value);
 * samples people settled count with their true class directly. Expert weights are ≥ 0.
 */
export function fitStack(
  outputs: readonly Float32Array[],
  rows: Int32Array,
  targets: Targets,
  noise: Float64Array | null,
  start: Weights,
  iterations: number,
): StackFit {
  const { classes, given, settled, target, rejected } = targets;
  const experts = outputs.length;
  const pull = pullOf(outputs, rows, classes);
  const fixed = new Set<number>();
  const p = new Float64Array(classes);
  const g = new Float64Array(classes);
  const scratch = new Float64Array(classes);
  const objective = (weights: Float64Array, gradient: Float64Array) => {
    gradient.fill(0);
    let loss = 0;
    for (let r = 0; r < rows.length; r++) {
      const row = rows[r];
      blend(outputs, row, weights, classes, p, 0, scratch);
      const known = settled[row] >= 0 ? settled[row] : noise === null ? target[row] : -1;
      if (known >= 0) {
        loss -= Math.log(p[known] + 1e-12);
        for (let c = 0; c < classes; c++) g[c] = p[c];
        g[known] -= 1;
      } else if (noise !== null) {
        const y = given[row];
        const no = rejected.get(row);
        let m = 1e-12;
        for (let c = 0; c < classes; c++) {
          const joint = no?.has(c) ? 0 : p[c] * noise[c * classes + y];
          g[c] = joint;
          m += joint;
        }
        loss -= Math.log(m);
        for (let c = 0; c < classes; c++) g[c] = p[c] - g[c] / m;
      }
      for (let e = 0; e < experts; e++) {
        const output = outputs[e];
        let sum = 0;
        for (let c = 0; c < classes; c++) sum += g[c] * output[row * classes + c];
        gradient[e] += sum;
      }
      for (let c = 0; c < classes; c++) gradient[experts + c] += g[c];
    }
    let size = 0;
    for (let i = 0; i < weights.length; i++) {
      gradient[i] = fixed.has(i) ? 0 : gradient[i] / rows.length + 2 * pull[i] * weights[i];
      size += pull[i] * weights[i] ** 2;
    }
    return loss / rows.length + size;
  };
  let weights = start;
  for (;;) {
    const found = minimise(objective, weights, iterations);
    const negative = Array.from({ length: experts }, (_, e) => e).filter((e) => found.x[e] < 0);
    if (negative.length === 0) return { weights: found.x, loss: found.value };
    weights = found.x.slice();
    for (const e of negative) {
      weights[e] = 0;
      fixed.add(e);
    }
  }
}
