import { beforeAll, expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { liveTensors, readyBackend } from '#/ml/backend.ts';
import { reorderRows } from '#/ml/geometry/approximate/candidate-rows.ts';
import { buildGeometry } from '#/ml/geometry/build.ts';
import { narrowed } from '#/ml/geometry/narrowing.ts';
import { nearest } from '#/ml/geometry/nearest.ts';
import { approximateNeighbors } from '#/ml/geometry/neighbors-approximate.ts';
import { exactNeighbors } from '#/ml/geometry/neighbors-exact.ts';
import { type RowSource, rowsOf } from '#/ml/geometry/row-source.ts';
import { loadGeometry, saveGeometry } from '#/ml/geometry/saved.ts';
import { centred, toGrid, unitRows } from '#/ml/geometry/scaling.ts';
import { sharedBytes } from '#/ml/threads/second-thread.ts';
import type { Matrix } from '#/ml/types.ts';

beforeAll(async () => {
  await readyBackend();
});

function random(rows: number, cols: number, seed: number): Matrix {
  const source = seeded(seed);
  return { data: Float32Array.from({ length: rows * cols }, () => source.normal()), rows, cols };
}

const silent = () => undefined;

test('exact neighbours equal brute force, across blocks and within groups', () => {
  const unit = unitRows(random(1100, 6, 1));
  const groups = Int32Array.from({ length: 1100 }, (_, i) => (i < 20 ? 3 : -1));
  const { index, similarity } = exactNeighbors(unit, 4, groups, silent);
  for (const row of [0, 7, 500, 1023, 1024, 1099]) {
    const all = Array.from({ length: 1100 }, (_, other) => {
      let cosine = 0;
      for (let d = 0; d < 6; d++) cosine += unit.data[row * 6 + d] * unit.data[other * 6 + d];
      return { other, cosine };
    })
      .filter(({ other }) => other !== row && !(row < 20 && other < 20))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, 4);
    expect([...index.subarray(row * 4, row * 4 + 4)]).toEqual(all.map(({ other }) => other));
    all.forEach(({ cosine }, n) => {
      expect(similarity[row * 4 + n]).toBeCloseTo(cosine, 5);
    });
  }
});

test('approximate neighbours reach the recall they report', () => {
  const source = seeded(2);
  const centre = random(12, 16, 3);
  const rows = 1800;
  const data = new Float32Array(rows * 16);
  for (let i = 0; i < rows; i++)
    for (let d = 0; d < 16; d++) data[i * 16 + d] = centre.data[(i % 12) * 16 + d] + 0.3 * source.normal();
  const unit = unitRows({ data, rows, cols: 16 });
  const exact = exactNeighbors(unit, 10, undefined, silent);
  const found = approximateNeighbors(unit, 10, undefined, 1, silent);
  let hits = 0;
  for (let i = 0; i < rows; i++) {
    const truth = new Set(exact.index.subarray(i * 10, i * 10 + 10));
    for (let n = 0; n < 10; n++) if (truth.has(found.index[i * 10 + n])) hits++;
  }
  expect(found.recall).toBeGreaterThanOrEqual(0.95);
  expect(Math.abs(hits / (rows * 10) - found.recall)).toBeLessThan(0.03);
  expect(approximateNeighbors(unit, 10, undefined, 1, silent)).toEqual(found);
});

/** Rows near few of many directions, as learned features are, in memory that threads share. */
function nearFewDirections(rows: number, cols: number, few: number): Matrix {
  const latent = random(rows, few, 11);
  const map = random(few, cols, 12);
  const noise = random(rows, cols, 13);
  const data = new Float32Array(sharedBytes(4 * rows * cols));
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      let value = 0.05 * noise.data[i * cols + j];
      for (let a = 0; a < few; a++) value += latent.data[i * few + a] * map.data[a * cols + j];
      data[i * cols + j] = value;
    }
  return { data, rows, cols };
}

test('neighbours found in a projection with a second thread have their true cosines, and groups are kept apart', () => {
  const features = nearFewDirections(4000, 96, 12);
  const unit = unitRows(features);
  const groups = Int32Array.from({ length: features.rows }, (_, i) => (i % 3 === 0 ? i % 5 : -1));
  const found = approximateNeighbors(features, 8, groups, 1, silent);
  expect(found.recall).toBeGreaterThanOrEqual(0.95);
  for (let row = 0; row < features.rows; row += 37)
    for (let n = row * 8; n < row * 8 + 8; n++) {
      const other = found.index[n];
      let cosine = 0;
      for (let d = 0; d < 96; d++) cosine += unit.data[row * 96 + d] * unit.data[other * 96 + d];
      expect(found.similarity[n]).toBeCloseTo(cosine, 5);
      expect(other === row || (groups[row] >= 0 && groups[row] === groups[other])).toBe(false);
      if (n > row * 8) expect(found.similarity[n]).toBeLessThanOrEqual(found.similarity[n - 1]);
    }
  const alone = approximateNeighbors({ ...features, data: features.data.slice() }, 8, groups, 1, silent);
  expect(alone).toEqual(found);
});

test('rows change places within their own memory', () => {
  const matrix = random(50, 3, 14);
  const before = matrix.data.slice();
  const order = Int32Array.from({ length: 50 }, (_, i) => (i * 7 + 3) % 50);
  reorderRows(matrix, order);
  order.forEach((row, place) => {
    expect([...matrix.data.subarray(place * 3, place * 3 + 3)]).toEqual([...before.subarray(row * 3, row * 3 + 3)]);
  });
});

test('rows that are all the same, or zero, have neighbours too', () => {
  const features = nearFewDirections(900, 80, 4);
  features.data.fill(0, 0, 200 * 80);
  for (let i = 200; i < 500; i++) features.data.copyWithin(i * 80, 200 * 80, 201 * 80);
  const { index, recall } = approximateNeighbors(features, 5, undefined, 1, silent);
  expect(index.every((row) => row >= 0)).toBe(true);
  expect(recall).toBeGreaterThan(0.5);
});

test('geometry finds copies, tells progress, leaks nothing and survives saving', async () => {
  const features = random(300, 8, 5);
  features.data.copyWithin(8 * 10, 0, 8);
  features.data.copyWithin(8 * 20, 0, 8);
  const told: number[] = [];
  const before = liveTensors();
  const geometry = await buildGeometry(features, { seed: 1, neighbors: 7 }, (fraction) => told.push(fraction));
  expect(liveTensors()).toBe(before);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBe(1);
  const copies = [...geometry.duplicates.keys()].filter((i) => geometry.duplicates[i] === geometry.duplicates[0]);
  expect(copies).toEqual([0, 10, 20]);
  expect(nearest(geometry, 0, 2).map(({ row }) => row)).toEqual([10, 20]);
  expect(nearest(geometry, 5, 50).length).toBe(7);
  expect(() => nearest(geometry, 300, 1)).toThrow(RangeError);
  const saved = structuredClone(saveGeometry(geometry));
  expect(loadGeometry(JSON.parse(JSON.stringify({ manifest: saved.manifest })).manifest && saved)).toEqual(geometry);
  expect(() => loadGeometry({ manifest: { version: 0 }, arrays: {} })).toThrow(RangeError);
  expect(() => loadGeometry({ manifest: saved.manifest, arrays: {} })).toThrow(/incomplete/);
});

test('the random features are dropped above the memory budget', async () => {
  const features = random(100, 5, 6);
  expect((await buildGeometry(features, { seed: 1 })).kernel).not.toBeNull();
  expect((await buildGeometry(features, { seed: 1, memoryBytes: 1000 })).kernel).toBeNull();
});

test('the basis keeps all products of the rows', async () => {
  const features = random(120, 9, 7);
  const { linear, kernel } = await buildGeometry(features, { seed: 1 });
  const scaled = centred(features);
  for (const [i, j] of [
    [0, 0],
    [3, 50],
    [119, 7],
  ]) {
    let expected = 1;
    let found = 0;
    for (let d = 0; d < 9; d++) expected += scaled.data[i * 9 + d] * scaled.data[j * 9 + d];
    for (let d = 0; d < linear.cols; d++) found += linear.z[i * linear.cols + d] * linear.z[j * linear.cols + d];
    expect(found).toBeCloseTo(expected, 3);
  }
  expect(kernel?.off).not.toBeNull();
});

test('numbers on the grid add up exactly in any order', () => {
  const values = Float32Array.from(random(1, 5000, 8).data);
  const original = values.slice();
  toGrid(values);
  expect(values.every((v, i) => Math.abs(v - original[i]) < 2e-6)).toBe(true);
  const forward = values.reduce((a, b) => a + b, 0);
  const backward = values.reduceRight((a, b) => a + b, 0);
  expect(forward).toBe(backward);
  expect(forward - values[17]).toBe(values.reduce((a, b, i) => (i === 17 ? a : a + b), 0));
});

test('very wide features are narrowed to their leading directions', () => {
  const rows = 40;
  const wide = centred(random(rows, 1100, 9));
  const whole = (source: RowSource) => source.block(0, source.rows);
  const narrow = whole(narrowed(rowsOf(wide), 1));
  expect(narrow.cols).toBe(rows);
  // Forty rows span no more than forty directions, so next to nothing is lost.
  for (let i = 0; i < rows; i += 7) {
    const length = (m: Matrix) => m.data.subarray(i * m.cols, (i + 1) * m.cols).reduce((sum, v) => sum + v * v, 0);
    expect(length(narrow) / length(wide)).toBeCloseTo(1, 2);
  }
  const many = whole(narrowed(rowsOf(centred(random(1200, 1030, 10))), 1));
  expect(many.cols).toBe(1024);
  expect(many.data.every(Number.isFinite)).toBe(true);
});
