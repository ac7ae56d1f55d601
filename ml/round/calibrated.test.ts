import { expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { calibrationError } from '#/ml/metrics/calibration.ts';
import { calibrate } from '#/ml/round/calibrated.ts';
import { evenNoise, noiseFromCounts } from '#/ml/round/noise-matrix.ts';
import { posteriorOfGiven } from '#/ml/round/posterior.ts';
import { asTheyAre, exponentOf } from '#/ml/round/sharpness.ts';
import { readTargets } from '#/ml/round/targets.ts';

const CLASSES = 5;
const ROWS = 4000;

/** Samples with true class probabilities, and the same flattened, as a stack that is too doubtful would give them. */
function world(flatness: number, wrong: number) {
  const random = seeded(3);
  const flat = new Float32Array(ROWS * CLASSES);
  const truth = new Int32Array(ROWS);
  const labels = new Int32Array(ROWS);
  for (let i = 0; i < ROWS; i++) {
    const p = Float64Array.from({ length: CLASSES }, () => Math.exp(3 * random.normal()));
    const total = p.reduce((a, b) => a + b, 0);
    let left = random.uniform() * total;
    while (truth[i] < CLASSES - 1 && left >= p[truth[i]]) {
      left -= p[truth[i]];
      truth[i]++;
    }
    labels[i] = random.uniform() < wrong ? (truth[i] + 1 + random.below(CLASSES - 1)) % CLASSES : truth[i];
    const powers = p.map((value) => (value / total) ** flatness);
    const sum = powers.reduce((a, b) => a + b, 0);
    powers.forEach((value, c) => {
      flat[i * CLASSES + c] = value / sum;
    });
  }
  return { flat, truth, labels };
}

test('flattened probabilities are sharpened again: p(given) is what happens and the noise rate is right', () => {
  const { flat, truth, labels } = world(0.6, 0.2);
  const targets = readTargets({ labels, classes: CLASSES, evidence: [], mode: 'cold', seed: 1 });
  const fit = { rows: Int32Array.from(labels.keys()), probabilities: Float64Array.from(flat) };
  const start = { sharpness: asTheyAre(), noise: evenNoise(CLASSES, 0.7) };
  const right = Array.from(labels, (label, i) => label === truth[i]);
  const figures = ({ sharpness, noise }: typeof start) => {
    const p = posteriorOfGiven(flat, noise, labels, CLASSES, sharpness);
    return { error: calibrationError(p, right), rate: 1 - p.reduce((a, b) => a + b, 0) / ROWS };
  };
  const asItWas = figures(calibrate(fit, targets, start, noiseFromCounts, 0, ROWS));
  const found = figures(calibrate(fit, targets, start, noiseFromCounts, 10, ROWS));
  expect(found.error).toBeLessThan(0.02);
  expect(found.error).toBeLessThan(asItWas.error / 2);
  expect(Math.abs(found.rate - 0.2)).toBeLessThan(0.015);
});

test('a sharpness of zeros leaves probabilities as they are, and no exponent falls to 0', () => {
  expect(exponentOf([0.2, 0.5, 0.3], 0, 3, asTheyAre())).toBe(1);
  expect(exponentOf([0.2, 0.5, 0.3], 0, 3, Float64Array.of(-20, 5, 0))).toBeGreaterThan(0);
});
