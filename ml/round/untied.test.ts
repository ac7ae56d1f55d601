import { expect, test } from 'vitest';
import { untied } from '#/ml/round/untied.ts';

const values = Float32Array.from({ length: 400 }, (_, i) => (i % 10 === 3 ? 0 : (1 + (i % 7)) / 8));
const labelled = Int32Array.from(values.keys()).filter((i) => i % 10 !== 3);
const places = (order: Float32Array) => [...labelled].sort((a, b) => order[b] - order[a]);

test('every labelled row has a place of its own, near the one it had', () => {
  const order = untied(values, labelled, 5);
  expect(new Set(Array.from(labelled, (row) => order[row])).size).toBe(labelled.length);
  for (const row of values.keys()) expect(order[row]).toBeCloseTo(values[row], 4);
  const before = places(order).map((row) => values[row]);
  expect(before).toEqual([...before].sort((a, b) => b - a));
  expect(order[3]).toBe(0);
});

test('equal rows stand as the seed draws them, not as they lie in the data', () => {
  expect(places(untied(values, labelled, 5))).toEqual(places(untied(values, labelled, 5)));
  expect(places(untied(values, labelled, 5))).not.toEqual(places(untied(values, labelled, 6)));
  expect(places(untied(values, labelled, 5))).not.toEqual(places(values));
});

test('many rows without any doubt end at 0, not below', () => {
  const order = untied(new Float32Array(5), Int32Array.of(0, 1, 2, 3, 4), 1);
  expect([...order]).toEqual([0, 0, 0, 0, 0]);
});
