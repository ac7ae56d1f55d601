import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareDifference, wilson } from './interval.ts';

test("Wilson's interval of 3 in 10 is the textbook's", () => {
  const { value, low, high } = wilson(3, 10);
  expect(value).toBe(0.3);
  expect(low).toBeCloseTo(0.1078, 4);
  expect(high).toBeCloseTo(0.6032, 4);
});

test('property: it holds its value and stays within [0,1]', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), (a, b) => {
      const { value, low, high } = wilson(Math.min(a, b), Math.max(a, b));
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(value + 1e-12);
      expect(high).toBeGreaterThanOrEqual(value - 1e-12);
    }),
  );
});

test("Newcombe's interval of 56/70 − 48/80 is the published one", () => {
  const { value, low, high } = shareDifference({ hits: 56, of: 70 }, { hits: 48, of: 80 });
  expect(value).toBeCloseTo(0.2, 10);
  expect(low).toBeCloseTo(0.0524, 4);
  expect(high).toBeCloseTo(0.3339, 4);
  expect(shareDifference({ hits: 0, of: 0 }, { hits: 1, of: 2 })).toEqual({ value: 0, low: -1, high: 1 });
});
