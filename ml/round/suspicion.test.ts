import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concentration, structureOf } from '#/ml/round/concentration.ts';
import { ranks, suspicionOf } from '#/ml/round/suspicion.ts';

test('ranks are the share of rows below, ties in the middle, other rows 0', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 40 }), (numbers) => {
      const values = Float32Array.from(numbers, (v) => v / 8);
      const rows = Int32Array.from(values.keys()).filter((row) => row % 5 !== 4);
      const found = ranks(values, rows);
      for (const row of values.keys()) {
        if (row % 5 === 4) expect(found[row]).toBe(0);
        else {
          const below = rows.filter((other) => values[other] < values[row]).length;
          const same = rows.filter((other) => values[other] === values[row]).length;
          const expected = rows.length > 1 ? (below + (same - 1) / 2) / (rows.length - 1) : (same - 1) / 2;
          expect(found[row]).toBeCloseTo(expected, 6);
        }
      }
    }),
  );
});

test('the order moves from the mean of the stacks over that of their posteriors to the posterior', () => {
  const rows = Int32Array.of(0, 1, 2);
  const doubts = {
    plain: Float32Array.of(0.1, 0.5, 0.9),
    model: Float32Array.of(0.2, 0.3, 0.4),
    plainPosterior: Float32Array.of(0.5, 0.1, 0.9),
    posterior: Float32Array.of(0.9, 0.5, 0.1),
  };
  const order = (gate: number, pure: number) => [...suspicionOf(doubts, rows, { gate, pure })];
  expect(order(0, 0)).toEqual([0, 0.5, 1]);
  expect(order(1, 1)).toEqual([1, 0.5, 0]);
  expect(order(1, 0)).toEqual([0.75, 0.25, 0.5]);
  expect(order(0.5, 1)).toEqual([0.5, 0.5, 0.5]);
});

test('concentration tells structured from diffuse confusions and is silent for two classes', () => {
  const classes = 5;
  const counts = (of: (k: number, j: number) => number) =>
    Float64Array.from({ length: classes ** 2 }, (_, at) => of(Math.floor(at / classes), at % classes));
  const pair = counts((k, j) => (k === j ? 700 : j === (k + 1) % classes ? 300 : 0));
  const even = counts((k, j) => (k === j ? 700 : 75));
  expect(concentration(pair, classes)).toBeGreaterThan(0.95);
  expect(concentration(even, classes)).toBeLessThan(0.01);
  // Three confusions are no evidence.
  expect(
    concentration(
      counts((k, j) => (k === j ? 700 : k === 0 && j === 1 ? 3 : 0)),
      classes,
    ),
  ).toBeLessThan(0.2);
  expect(concentration(Float64Array.of(1, 9, 0, 1), 2)).toBe(0);
  expect([structureOf(0.1), structureOf(0.9)]).toEqual([
    { gate: 0, pure: 0 },
    { gate: 1, pure: 1 },
  ]);
});
