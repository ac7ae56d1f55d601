import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calibrationError } from '#/ml/metrics/calibration.ts';
import { auroc, averagePrecision } from '#/ml/metrics/ranking.ts';

test('average precision of a hand-computed ranking, and ties as one step', () => {
  expect(averagePrecision([0.9, 0.8, 0.7, 0.6], [1, 0, 1, 0])).toBeCloseTo((1 + 2 / 3) / 2, 12);
  expect(averagePrecision([1, 1, 1, 1], [1, 0, 0, 0])).toBe(0.25);
  expect(averagePrecision([0.1, 0.2], [false, false])).toBeNaN();
});

test('AUROC is the share of pairs in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), { minLength: 2, maxLength: 30 }),
      (pairs) => {
        const scores = pairs.map(([s]) => s);
        const positive = pairs.map(([, p]) => p);
        const yes = scores.filter((_, i) => positive[i]);
        const no = scores.filter((_, i) => !positive[i]);
        fc.pre(yes.length > 0 && no.length > 0);
        let ordered = 0;
        for (const a of yes) for (const b of no) ordered += a > b ? 1 : a === b ? 0.5 : 0;
        expect(auroc(scores, positive)).toBeCloseTo(ordered / (yes.length * no.length), 9);
      },
    ),
  );
});

test('calibration error of known bins', () => {
  expect(calibrationError([0.2, 0.2, 0.2, 0.2, 0.2], [1, 0, 0, 0, 0], 10)).toBeCloseTo(0, 12);
  expect(calibrationError([0.9, 0.9, 0.1, 0.1], [1, 0, 0, 0], 10)).toBeCloseTo((0.8 + 0.2) / 4, 12);
});
