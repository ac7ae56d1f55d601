import { expectedCounts, type FitRows, fitNoise } from '#/ml/round/noise-matrix.ts';
import { fitStack, stackRows, type Weights } from '#/ml/round/stack.ts';
import type { Targets } from '#/ml/round/targets.ts';

export interface MixtureFit {
  weights: Weights;
  noise: Float64Array;
  /** Expected (true, given) counts over the fitted rows, [K × K], without pseudo-counts. */
  counts: Float64Array;
  loss: number;
  /** Of the fitted rows, under the stack. */
  fit: FitRows;
}

/**
 * Stack and noise matrix together, by turns, until the likelihood stops rising (1e-5 per sample) or `turns` are used up.
 */
export function fitMixture(
  outputs: readonly Float32Array[],
  rows: Int32Array,
  targets: Targets,
  start: { weights: Weights; noise: Float64Array },
  turns: number,
): MixtureFit {
  let { weights, noise } = start;
  let loss = Number.POSITIVE_INFINITY;
  let fit: FitRows = { rows, probabilities: stackRows(outputs, rows, weights, targets.classes) };
  for (let turn = 0; turn < turns; turn++) {
    const stack = fitStack(outputs, rows, targets, noise, weights, 8);
    weights = stack.weights;
    fit = { rows, probabilities: stackRows(outputs, rows, weights, targets.classes) };
    noise = fitNoise(fit, targets, noise, 10);
    const fall = loss - stack.loss;
    loss = stack.loss;
    if (fall < 1e-5) break;
  }
  return { weights, noise, counts: expectedCounts(fit, targets, noise), loss, fit };
}
