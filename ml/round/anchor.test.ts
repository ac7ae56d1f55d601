import { expect, test } from 'vitest';
import { loadAnchor, saveAnchor, steadied } from '#/ml/round/anchor.ts';
import { lessonsOf, outcomesOf } from '#/ml/round/outcomes.ts';
import { ranks } from '#/ml/round/suspicion.ts';
import { readTargets } from '#/ml/round/targets.ts';

const rows = Int32Array.from({ length: 5000 }, (_, i) => i).filter((i) => i % 10 !== 3);
const order = Float32Array.from({ length: 5000 }, (_, i) => ((i * 2657) % 5000) / 5000);

test('an anchor survives being saved as JSON: the mean of an order and itself is that order', () => {
  const saved = JSON.parse(JSON.stringify(saveAnchor(order, rows)));
  const anchor = loadAnchor(saved, 5000);
  if (!anchor) throw new Error('no anchor');
  const again = steadied(order, anchor, rows, 7);
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
  const mean = steadied(b, anchor, all, 50);
  expect(mean.indexOf(Math.max(...mean))).toBe(1);
});

test('an order leaves its anchor as right labels turn up, and hits alone keep it there', () => {
  const anchor = loadAnchor(saveAnchor(order, rows), 5000);
  if (!anchor) throw new Error('no anchor');
  const other = order.map((value) => (value * 7) % 1);
  const before = ranks(order, rows);
  const moved = (lessons: number) => {
    const after = steadied(other, anchor, rows, lessons);
    return rows.reduce((sum, row) => sum + Math.abs(after[row] - before[row]), 0) / rows.length;
  };
  expect(moved(0)).toBeLessThan(0.03);
  expect(moved(10)).toBeGreaterThan(moved(0));
  expect(moved(200)).toBeGreaterThan(moved(10));
});

test('what is known but for hits: right labels, rejected classes are hits, out, imported and leaning ones', () => {
  const targets = readTargets({
    labels: Int32Array.of(0, 1, 0, 1, 0, 1, 0),
    classes: 2,
    evidence: [
      { row: 0, kind: 'label', label: 1 },
      { row: 1, kind: 'label', label: 1 },
      { row: 2, kind: 'not', label: 0 },
      { row: 3, kind: 'out', label: -1 },
      { row: 4, kind: 'label', label: 1, imported: true },
      { row: 5, kind: 'label', label: 0, trust: 0.8 },
    ],
    mode: 'warm',
    seed: 1,
  });
  const found = outcomesOf(targets);
  expect(found.wrong.reduce((sum, is) => sum + is, 0)).toBe(2);
  expect(lessonsOf(targets, found)).toBe(4);
});

test('an anchor for other rows, or none, is no anchor', () => {
  expect(loadAnchor(saveAnchor(order, rows), 4999)).toBeNull();
  expect(loadAnchor(undefined, 5000)).toBeNull();
});
