import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilson } from './interval.ts';

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
