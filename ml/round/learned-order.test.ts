import { expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { averagePrecision } from '#/ml/metrics/ranking.ts';
import { learnOrder } from '#/ml/round/learned-order.ts';
import { outcomesOf } from '#/ml/round/outcomes.ts';
import { readTargets } from '#/ml/round/targets.ts';
import { livePrecision } from '#/ml/signals/live-precision.ts';

const CLASSES = 4;
const ROWS = 1200;

/** Samples whose doubt says little in class 0, where nothing is ever wrong, and much in the others. */
function world(seed: number) {
  const random = seeded(seed);
  const given = Int32Array.from({ length: ROWS }, (_, i) => i % CLASSES);
  const wrong = Array.from(given, (label) => label !== 0 && random.uniform() < 0.3);
  const doubt = Float32Array.from(wrong, (is, i) => {
    const high = is || given[i] === 0;
    return Math.min(0.999, Math.max(0.001, (high ? 0.7 : 0.3) + 0.2 * random.normal()));
  });
  const nonsense = Float32Array.from(wrong, () => random.uniform());
  const suggested = given.map((label) => (label + 1) % CLASSES);
  const order = Array.from(wrong.keys()).sort((a, b) => doubt[b] - doubt[a]);
  return { given, wrong, doubt, nonsense, suggested, order };
}

test('classes whose suspects keep proving right fall back, and nonsense gets no weight', () => {
  const { given, wrong, doubt, nonsense, suggested, order } = world(1);
  const rows = order.slice(0, 200);
  const found = { rows, wrong: rows.map((row) => (wrong[row] ? 1 : 0)) };
  const learned = learnOrder([doubt, nonsense], suggested, given, CLASSES, found);
  if (!learned) throw new Error('nothing learned');
  const left = order.slice(200);
  const quality = (values: Float32Array) =>
    averagePrecision(
      left.map((row) => values[row]),
      left.map((row) => wrong[row]),
    );
  expect(quality(learned.suspicion)).toBeGreaterThan(quality(doubt) + 0.1);
  expect(learned.suspicion.every((value) => value >= 0)).toBe(true);
  expect(learned.weights[0]).toBeGreaterThan(2 * learned.weights[1]);
  expect(learned.hits + learned.misses).toBe(200);
});

test('without hits and misses in number nothing is learned', () => {
  const { given, doubt, suggested } = world(2);
  const found = { rows: Array.from({ length: 60 }, (_, i) => i), wrong: new Array<number>(60).fill(1) };
  expect(learnOrder([doubt], suggested, given, CLASSES, found)).toBeNull();
});

test('a view that misleads is left out, not turned around', () => {
  const { given, wrong, doubt, suggested, order } = world(3);
  const rows = order.slice(0, 400);
  const found = { rows, wrong: rows.map((row) => (wrong[row] ? 1 : 0)) };
  const backwards = doubt.map((value) => 1 - value);
  expect(learnOrder([backwards], suggested, given, CLASSES, found)?.weights[0]).toBeGreaterThanOrEqual(0);
});

test('outcomes of decisions, and the live precision of a signal', () => {
  const labels = Int32Array.of(0, 0, 1, 1, 2, -1);
  const evidence = [
    { row: 0, kind: 'label', label: 1 },
    { row: 1, kind: 'label', label: 0 },
    { row: 2, kind: 'not', label: 1 },
    { row: 3, kind: 'out', label: -1 },
    { row: 5, kind: 'label', label: 1 },
  ] as const;
  const targets = readTargets({ labels, classes: 3, evidence: [...evidence], mode: 'cold', seed: 1 });
  const found = outcomesOf(targets);
  expect(found).toEqual({ rows: [0, 1, 2], wrong: [1, 0, 1] });
  expect(livePrecision(Float32Array.of(0.1, 0.9, 0.8, 1, 1, 1), found, 2)).toEqual({ judged: 2, wrong: 1 });
});
