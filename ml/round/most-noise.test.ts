import { expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { mostNoise } from '#/ml/round/most-noise.ts';
import { evenNoise } from '#/ml/round/noise-matrix.ts';
import { asTheyAre } from '#/ml/round/sharpness.ts';
import { readTargets } from '#/ml/round/targets.ts';

const N = 3000;

/** Probabilities of two classes that are far apart, and labels of which 40% are wrong. */
function world(rate: number, lead: number) {
  const random = seeded(3);
  const labels = new Int32Array(N);
  const probabilities = new Float64Array(2 * N);
  for (let i = 0; i < N; i++) {
    const p = random.uniform() < 0.5 ? lead : 1 - lead;
    probabilities.set([1 - p, p], 2 * i);
    const truth = random.uniform() < p ? 1 : 0;
    labels[i] = random.uniform() < rate ? 1 - truth : truth;
  }
  const targets = readTargets({ labels, classes: 2, evidence: [], mode: 'cold', seed: 1 });
  return { targets, fit: { rows: Int32Array.from(labels.keys()), probabilities } };
}

test('where fewer wrong labels and vaguer classes are as likely, the noise is as much as the labels allow', () => {
  const { targets, fit } = world(0.4, 0.98);
  const { noise } = mostNoise(fit, targets, { noise: evenNoise(2, 0.65), sharpness: asTheyAre() }, 0.025);
  expect(noise[1]).toBeGreaterThan(0.385);
  expect(noise[1]).toBeLessThan(0.43);
  expect(noise[0] + noise[1]).toBeCloseTo(1, 9);
});

test('two classes of which nearly half is wrong stay two classes', () => {
  const { targets, fit } = world(0.46, 0.98);
  const { noise } = mostNoise(fit, targets, { noise: evenNoise(2, 0.54), sharpness: asTheyAre() }, 0.025);
  expect(noise[1]).toBeLessThanOrEqual(0.47);
});

test('what people settled counts as it is: rates that would contradict it are less likely', () => {
  const { targets, fit } = world(0.3, 0.98);
  targets.settled.set(targets.given.subarray(0, 2000));
  const { noise, sharpness } = mostNoise(fit, targets, { noise: evenNoise(2, 0.7), sharpness: asTheyAre() }, 0.05);
  expect([...noise, ...sharpness].every(Number.isFinite)).toBe(true);
});
