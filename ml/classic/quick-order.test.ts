import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LargestValues } from '#/ml/classic/largest.ts';
import { smallestFirst } from '#/ml/classic/quick-order.ts';

const numbers = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 });

test('the smallest come first, and a shorter selection is the front of a longer one as a set', () => {
  fc.assert(
    fc.property(numbers, fc.nat({ max: 200 }), (values, wanted) => {
      const data = Float64Array.from(values);
      const count = Math.min(wanted, values.length);
      const whole = smallestFirst(data);
      expect(Array.from(whole, (i) => data[i])).toEqual(values.toSorted((a, b) => a - b));
      expect([...whole].sort((a, b) => a - b)).toEqual([...data.keys()]);
      expect([...smallestFirst(data, count)]).toEqual([...whole.subarray(0, count)]);
    }),
  );
});

test('equal values lie where NumPy’s portable argsort leaves them', () => {
  const values = Float64Array.from({ length: 40 }, (_, i) => (i * 7) % 3);
  expect([...smallestFirst(values, 14)]).toEqual([0, 36, 33, 30, 27, 24, 21, 18, 15, 12, 39, 9, 3, 6]);
});

test('many heaps keep the largest of their streams', () => {
  fc.assert(
    fc.property(fc.array(numbers, { minLength: 1, maxLength: 6 }), (streams) => {
      const sizes = Int32Array.from(streams, (values) => Math.ceil(values.length / 3));
      const largest = new LargestValues(sizes);
      streams.forEach((values, s) => {
        for (const value of values) if (sizes[s] > 0 && value > largest.least(s)) largest.add(s, value);
        if (sizes[s] > 0) expect(largest.least(s)).toBe(values.toSorted((a, b) => b - a)[sizes[s] - 1]);
      });
    }),
  );
});
