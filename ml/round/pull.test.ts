import { expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { fitStack, stackAll, startingWeights } from '#/ml/round/stack.ts';
import { readTargets } from '#/ml/round/targets.ts';

test('it does not matter how small an expert speaks', () => {
  const rows = 300;
  const random = seeded(2);
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 2);
  const targets = readTargets({ labels, classes: 2, evidence: [], mode: 'cold', seed: 1 });
  const speak = () =>
    Float32Array.from(
      { length: rows * 2 },
      (_, at) => (labels[at >> 1] === at % 2 ? 0.2 : -0.2) + 0.3 * random.normal(),
    );
  const outputs = [speak(), speak()];
  const quiet = [outputs[0].map((value) => value / 50), outputs[1]];
  const all = Int32Array.from(labels.keys());
  const weigh = (given: Float32Array[]) => fitStack(given, all, targets, null, startingWeights(2, 2), 400).weights;
  const [loud, soft] = [weigh(outputs), weigh(quiet)];
  expect(soft[0] / loud[0]).toBeGreaterThan(45);
  expect(soft[0] / loud[0]).toBeLessThan(55);
  const p = stackAll(outputs, rows, loud, 2);
  stackAll(quiet, rows, soft, 2).forEach((value, at) => {
    expect(Math.abs(value - p[at])).toBeLessThan(0.01);
  });
});
