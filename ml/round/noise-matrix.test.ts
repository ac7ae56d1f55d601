import { expect, test } from 'vitest';
import { habitualNoise, noiseFromCounts } from '#/ml/round/noise-matrix.ts';

const CLASSES = 6;

function counts(of: (k: number, j: number) => number): Float64Array {
  return Float64Array.from({ length: CLASSES ** 2 }, (_, at) => of(Math.floor(at / CLASSES), at % CLASSES));
}

function expectRows(noise: Float64Array): void {
  for (let k = 0; k < CLASSES; k++)
    expect(noise.subarray(k * CLASSES, (k + 1) * CLASSES).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
}

test('confusions of middling size are spread evenly, a habit is kept, and the rate is that of the counts', () => {
  // Class 0 loses 200 of 1,000 to class 1, class 1 its wrong labels to all, unevenly but to none above all.
  const found = counts((k, j) => (j === k ? 800 : k === 0 ? (j === 1 ? 200 : 0) : 30 + 5 * j));
  const noise = habitualNoise(found, CLASSES);
  expectRows(noise);
  expect(noise[1]).toBeCloseTo(0.2, 2);
  expect(noise[2]).toBeLessThan(0.001);
  const others = [0, 2, 3, 4, 5].map((j) => noise[CLASSES + j]);
  expect(Math.max(...others) - Math.min(...others)).toBeLessThan(0.005);
  const raw = noiseFromCounts(found, CLASSES);
  expectRows(raw);
  for (const k of [0, 1]) expect(noise[k * CLASSES + k]).toBeCloseTo(raw[k * CLASSES + k], 2);
});

test('a class nobody has stays near the identity; two classes have nothing to spread', () => {
  const noise = habitualNoise(
    counts(() => 0),
    CLASSES,
  );
  expectRows(noise);
  expect(noise[0]).toBeGreaterThan(0.8);
  const two = habitualNoise(Float64Array.of(90, 10, 5, 95), 2);
  expect(two[1]).toBeCloseTo(0.1, 1);
  expect(two[2]).toBeCloseTo(0.05, 1);
});
