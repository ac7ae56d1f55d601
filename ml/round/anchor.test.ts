import { expect, test } from 'vitest';
import { loadAnchor, saveAnchor, steadied } from '#/ml/round/anchor.ts';
import { ranks } from '#/ml/round/suspicion.ts';

const rows = Int32Array.from({ length: 5000 }, (_, i) => i).filter((i) => i % 10 !== 3);
const order = Float32Array.from({ length: 5000 }, (_, i) => ((i * 2657) % 5000) / 5000);

test('an anchor survives being saved as JSON: the mean of an order and itself is that order', () => {
  const saved = JSON.parse(JSON.stringify(saveAnchor(order, rows)));
  const anchor = loadAnchor(saved, 5000);
  if (!anchor) throw new Error('no anchor');
  const again = steadied(order, anchor, rows);
  const wanted = ranks(order, rows);
  for (const row of rows) expect(again[row]).toBeCloseTo(wanted[row], 5);
  expect(again[3]).toBe(0);
  // JSON keeps it short: no character is escaped.
  expect(JSON.stringify(saved).length).toBe(5002);
});

test('a sample that both orders doubt comes before those that only one of them does', () => {
  const [a, b] = [Float32Array.of(0.9, 0.8, 0.1, 0.2, 0.3), Float32Array.of(0.1, 0.8, 0.9, 0.2, 0.3)];
  const all = Int32Array.of(0, 1, 2, 3, 4);
  const anchor = loadAnchor(saveAnchor(a, all), 5);
  if (!anchor) throw new Error('no anchor');
  const mean = steadied(b, anchor, all);
  expect(mean.indexOf(Math.max(...mean))).toBe(1);
});

test('an anchor for other rows, or none, is no anchor', () => {
  expect(loadAnchor(saveAnchor(order, rows), 4999)).toBeNull();
  expect(loadAnchor(undefined, 5000)).toBeNull();
});
