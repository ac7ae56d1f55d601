import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { checksNeeded, errorShare } from './verification.ts';

describe('verification of a bulk', () => {
  test('asks for as many answers as the bound takes', () => {
    expect(checksNeeded(1e9, 0.1)).toBe(35);
    expect(checksNeeded(1e9, 0.05)).toBe(73);
    expect(checksNeeded(1e9, 0.01)).toBe(381);
    expect(checksNeeded(24, 0.1)).toBe(15);
    expect(checksNeeded(3, 0.1)).toBe(3);
    expect(checksNeeded(1, 0.1)).toBe(1);
  });

  test('so many answers without a difference reach the bound, one fewer does not', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 200_000 }),
        fc.double({ min: 0.005, max: 0.5, noNaN: true }),
        (samples, bound) => {
          const n = checksNeeded(samples, bound);
          expect(n).toBeLessThanOrEqual(samples);
          expect(errorShare(0, n, samples)?.high).toBeLessThanOrEqual(bound + 1e-9);
          if (n > 5) expect(errorShare(0, n - 1, samples)?.high).toBeGreaterThan(bound);
        },
      ),
    ));

  test('with all answered the share is known', () => {
    expect(errorShare(3, 12, 12)).toEqual({ value: 0.25, low: 0.25, high: 0.25 });
    expect(errorShare(0, 0, 12)).toBeNull();
  });

  test.each([
    [60, 6, 20],
    [200, 10, 35],
    [1000, 30, 73],
    [5000, 1000, 73],
  ])(
    'of %i samples with %i wrong, the interval from %i answers holds the truth 95 times of 100',
    (samples, wrong, n) => {
      const random = seeded(samples + n);
      let covered = 0;
      const runs = 2000;
      for (let run = 0; run < runs; run++) {
        let [left, bad, differed] = [samples, wrong, 0];
        for (let i = 0; i < n; i++) {
          if (random.uniform() * left < bad) {
            bad--;
            differed++;
          }
          left--;
        }
        const { low, high } = errorShare(differed, n, samples)!;
        if (low <= wrong / samples && wrong / samples <= high) covered++;
      }
      // Wilson's interval is right on average over shares; at single ones it may be a little off.
      expect(covered / runs).toBeGreaterThan(0.93);
    },
  );
});
