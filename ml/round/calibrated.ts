import { type FitRows, fitNoise, type NoiseStep } from '#/ml/round/noise-matrix.ts';
import { fitSharpness, type Sharpness, sharpened } from '#/ml/round/sharpness.ts';
import type { Targets } from '#/ml/round/targets.ts';

export interface Calibration {
  sharpness: Sharpness;
  /** Noise matrix that belongs to the sharpened probabilities. */
  noise: Float64Array;
}

/**
 * Sharpness and noise matrix by turns, so that p(given) is what happens: probabilities that are too flat explain wrong
 * labels as their own doubt. `step` is how counts become a noise matrix; the
 * sharpness is fitted on `most` of the rows.
 */
export function calibrate(
  fit: FitRows,
  targets: Targets,
  start: Calibration,
  step: NoiseStep,
  turns: number,
  most: number,
): Calibration {
  const { classes } = targets;
  const some = thinned(fit, classes, most);
  let { sharpness, noise } = start;
  for (let turn = 0; turn < turns; turn++) {
    const before = sharpness;
    sharpness = fitSharpness(some, targets, noise, sharpness, 10);
    noise = fitNoise(sharpened(fit, classes, sharpness), targets, noise, 10, step);
    if (sharpness.every((value, i) => Math.abs(value - before[i]) < 0.01)) break;
  }
  return { sharpness, noise };
}

/** At most about so many of the fitted rows. */
export function thinned(fit: FitRows, classes: number, most: number): FitRows {
  // The fitted rows are a seeded sample in rising order: every so-manieth of them is one, too.
  const every = Math.ceil(fit.rows.length / most);
  const some: FitRows = { rows: fit.rows.filter((_, r) => r % every === 0), probabilities: new Float64Array() };
  some.probabilities = new Float64Array(some.rows.length * classes);
  for (let r = 0; r < some.rows.length; r++)
    some.probabilities.set(fit.probabilities.subarray(r * every * classes, (r * every + 1) * classes), r * classes);
  return some;
}
