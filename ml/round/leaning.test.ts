import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evenNoise, expectedCounts } from '#/ml/round/noise-matrix.ts';
import { outcomesOf } from '#/ml/round/outcomes.ts';
import { softTargets } from '#/ml/round/posterior.ts';
import { readTargets } from '#/ml/round/targets.ts';
import type { Evidence } from '#/ml/types.ts';

const classes = 3;
const labels = Int32Array.from([0, 1, 2, 0, -1]);
const p = Float32Array.from([0.2, 0.7, 0.1, 0.3, 0.4, 0.3, 0.1, 0.1, 0.8, 0.5, 0.3, 0.2, 0.3, 0.3, 0.4]);
const noise = evenNoise(classes, 0.8);
const targetsWith = (...evidence: Evidence[]) => readTargets({ labels, classes, evidence, mode: 'cold', seed: 0 });
const label = (row: number, to: number, trust?: number): Evidence => ({ row, kind: 'label', label: to, trust });
const q = (targets: ReturnType<typeof readTargets>, row: number) =>
  [...softTargets(p, noise, targets)].slice(row * classes, (row + 1) * classes);

describe('a label that holds with some chance', () => {
  test('counts for less than one that people looked at, and for more than none', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 }),
        fc.nat(2),
        fc.double({ min: 0.5, max: 0.99, noNaN: true }),
        (row, to, trust) => {
          const [none, some, whole] = [targetsWith(), targetsWith(label(row, to, trust)), targetsWith(label(row, to))];
          expect(q(some, row)[to]).toBeGreaterThan(q(none, row)[to]!);
          expect(q(some, row)[to]).toBeLessThan(q(whole, row)[to]!);
          expect(q(whole, row)[to]).toBe(1);
          expect(q(some, row).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
        },
      ),
    ));

  test('is Bayes’ rule: one observation that is wrong with the rest of the chance', () => {
    const [a, b, c] = q(targetsWith(label(0, 1, 0.9)), 0);
    const joint = [0.2 * 0.8 * 0.05, 0.7 * 0.1 * 0.9, 0.1 * 0.1 * 0.05];
    const total = joint.reduce((x, y) => x + y, 0);
    expect(a).toBeCloseTo(joint[0]! / total, 5);
    expect(b).toBeCloseTo(joint[1]! / total, 5);
    expect(c).toBeCloseTo(joint[2]! / total, 5);
  });

  test('is neither hit nor miss, and a later decision replaces it', () => {
    expect(outcomesOf(targetsWith(label(0, 1, 0.9))).rows).toEqual([]);
    expect(outcomesOf(targetsWith(label(0, 1, 0.9), label(0, 2))).rows).toEqual([0]);
    expect(q(targetsWith(label(0, 1, 0.9), label(0, 2)), 0)).toEqual([0, 0, 1]);
  });

  test('reaches samples without a given label, and the counts of the noise matrix', () => {
    expect(q(targetsWith(label(4, 2, 0.9)), 4)[2]).toBeGreaterThan(0.8);
    const fit = { rows: Int32Array.from([0]), probabilities: Float64Array.from([0.2, 0.7, 0.1]) };
    const [plain, leaning] = [targetsWith(), targetsWith(label(0, 1, 0.95))].map((t) => expectedCounts(fit, t, noise));
    expect(leaning![1 * classes + 0]).toBeGreaterThan(plain![1 * classes + 0]!);
  });
});
