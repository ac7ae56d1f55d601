import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { liveTensors } from '#/ml/backend.ts';
import { buildGeometry } from '#/ml/geometry/build.ts';
import type { Geometry } from '#/ml/geometry/geometry.types.ts';
import { loadGeometry, saveGeometry } from '#/ml/geometry/saved.ts';
import { averagePrecision } from '#/ml/metrics/ranking.ts';
import { runRound } from '#/ml/round/round.ts';
import type { Evidence, Matrix, RoundInput, RoundOutput } from '#/ml/types.ts';

/** Gaussian clusters, one per class, with a share of labels moved to the next class. */
function clusters(rows: number, cols: number, classes: number, wrong: number, seed: number) {
  const random = seeded(seed);
  const centre = Array.from({ length: classes * cols }, () => random.normal());
  const truth = Int32Array.from({ length: rows }, (_, i) => i % classes);
  const features: Matrix = { data: new Float32Array(rows * cols), rows, cols };
  for (let i = 0; i < rows; i++)
    for (let d = 0; d < cols; d++) features.data[i * cols + d] = centre[truth[i] * cols + d] + 0.7 * random.normal();
  const labels = truth.map((label) => (random.uniform() < wrong ? (label + 1) % classes : label));
  return { features, truth, labels };
}

function input(labels: Int32Array, classes: number, more: Partial<RoundInput> = {}): RoundInput {
  return { labels, classes, evidence: [], mode: 'cold', seed: 1, ...more };
}

/** Everything is finite and in range. */
function expectSound(output: RoundOutput, rows: number, classes: number): void {
  for (const values of [output.pGiven, output.pSuggested, output.suspicion, ...Object.values(output.signals)]) {
    expect(values.length).toBe(rows);
    expect(values.every((v) => v >= 0 && v <= 1)).toBe(true);
  }
  expect(output.suggested.every((v) => v >= 0 && v < classes)).toBe(true);
  expect(output.noiseMatrix.every((v) => v >= 0 && v <= 1)).toBe(true);
  for (let k = 0; k < classes; k++) {
    const row = output.noiseMatrix.subarray(k * classes, (k + 1) * classes).reduce((a, b) => a + b, 0);
    expect(row).toBeCloseTo(1, 9);
  }
  expect(output.noiseRate).toBeGreaterThanOrEqual(0);
  expect(output.noiseRate).toBeLessThanOrEqual(1);
}

describe('a round on clusters', () => {
  const rows = 600;
  const classes = 4;
  const { features, truth, labels } = clusters(rows, 12, classes, 0.15, 3);
  let geometry: Geometry;
  beforeAll(async () => {
    geometry = await buildGeometry(features, { seed: 1 });
  });

  test('finds the wrong labels, suggests the right ones and is sound', async () => {
    const output = await runRound(geometry, input(labels, classes));
    expectSound(output, rows, classes);
    const wrong = labels.map((label, i) => (label === truth[i] ? 0 : 1));
    expect(averagePrecision(output.suspicion, wrong)).toBeGreaterThan(0.9);
    const right = output.suggested.filter((label, i) => wrong[i] === 1 && label === truth[i]).length;
    expect(right / wrong.reduce((a, b) => a + b, 0)).toBeGreaterThan(0.9);
    expect(Math.abs(output.noiseRate - 0.15)).toBeLessThan(0.04);
  });

  test('is deterministic, leaks no tensor, survives saving the geometry', async () => {
    const first = await runRound(geometry, input(labels, classes));
    const before = liveTensors();
    const again = await runRound(loadGeometry(structuredClone(saveGeometry(geometry))), input(labels, classes));
    expect(liveTensors()).toBe(before);
    expect(again.suspicion).toEqual(first.suspicion);
    expect(again.pGiven).toEqual(first.pGiven);
    expect(again.warm).toEqual(first.warm);
  });

  test('a warm round starts from the state and finds about the same; a foreign state means a cold round', async () => {
    const cold = await runRound(geometry, input(labels, classes));
    const state = JSON.parse(JSON.stringify(cold.warm));
    const warm = await runRound(geometry, input(labels, classes, { mode: 'warm', warm: state }));
    expect(warm.method.mode).toBe('warm');
    expect(warm.method.lambdas).toEqual(cold.method.lambdas);
    const wrong = labels.map((label, i) => (label === truth[i] ? 0 : 1));
    expect(averagePrecision(warm.suspicion, wrong)).toBeGreaterThan(averagePrecision(cold.suspicion, wrong) - 0.02);
    const foreign = await runRound(geometry, input(labels, classes, { mode: 'warm', warm: { version: 0 } }));
    expect(foreign.method.mode).toBe('cold');
  });

  test('decisions are evidence', async () => {
    const wrongRow = labels.findIndex((label, i) => label !== truth[i]);
    const evidence: Evidence[] = [];
    for (let i = 0; i < rows; i++)
      if (labels[i] !== truth[i] && i !== wrongRow) evidence.push({ row: i, kind: 'label', label: truth[i] });
    const told = await runRound(geometry, input(labels, classes, { evidence }));
    expectSound(told, rows, classes);
    // Corrected neighbours make the one that is left more suspicious, and decided samples count as decided.
    expect(told.pGiven[wrongRow]).toBeLessThan(0.05);
    expect(told.suspicion[wrongRow]).toBeGreaterThan(0.9);
    expect(told.noiseRate).toBeGreaterThan((evidence.length - 1) / rows);
    // The pairs (given, true) are counted in the noise matrix.
    const off = (o: RoundOutput) => o.noiseMatrix[truth[wrongRow] * classes + labels[wrongRow]];
    expect(off(told)).toBeGreaterThan(0.05);
    // A settled sample still reports its given label's probability, learned from the others.
    expect(told.pGiven[evidence[0].row]).toBeLessThan(0.5);
  });

  test('a rejected class, a sample that is out and a missing label leave the fit; later evidence wins', async () => {
    const evidence: Evidence[] = [
      { row: 0, kind: 'not', label: labels[0] },
      { row: 1, kind: 'out', label: -1 },
      { row: 2, kind: 'out', label: -1 },
      { row: 2, kind: 'label', label: 0 },
    ];
    const some = labels.slice();
    some[5] = -1;
    const output = await runRound(geometry, input(some, classes, { evidence }));
    expectSound(output, rows, classes);
    expect(output.pGiven[5]).toBe(0.5);
    expect(output.suspicion[5]).toBe(0);
    expect(output.topClasses[5 * 5]).toBe(truth[5]);
    // Whatever label an absent sample carries, nobody else's score moves: it is out of the fit, votes and likelihood.
    const other = some.slice();
    other[1] = (some[1] + 1) % classes;
    const moved = await runRound(geometry, input(other, classes, { evidence }));
    expect(moved.pGiven.filter((_, i) => i !== 1)).toEqual(output.pGiven.filter((_, i) => i !== 1));
  });

  test('a third of the labels missing', async () => {
    const some = labels.map((label, i) => (i % 3 === 0 ? -1 : label));
    const output = await runRound(geometry, input(some, classes));
    expectSound(output, rows, classes);
    const found = truth.filter((label, i) => i % 3 === 0 && output.topClasses[i * 5] === label).length;
    expect(found / 200).toBeGreaterThan(0.9);
  });

  test('groups are left out together: a label shared by a group does not vouch for itself', async () => {
    // Twelve takes of one typical sample of class 0, far enough apart not to be near-duplicates, all labelled class 1.
    const takes: Matrix = { data: features.data.slice(), rows, cols: 12 };
    const noisy = labels.slice();
    const groups = Int32Array.from({ length: rows }, (_, i) => (i < 12 ? 7 : -1));
    const random = seeded(11);
    for (let i = 0; i < 12; i++) {
      for (let d = 0; d < 12; d++) {
        let mean = 0;
        for (let r = 0; r < rows; r += classes) mean += features.data[r * 12 + d] / (rows / classes);
        takes.data[i * 12 + d] = mean + 0.15 * random.normal();
      }
      noisy[i] = 1;
    }
    const apart = await buildGeometry(takes, { seed: 1 });
    const together = await buildGeometry(takes, { seed: 1, groups });
    const vouched = await runRound(apart, input(noisy, classes));
    const honest = await runRound(together, input(noisy, classes, { groups }));
    expectSound(honest, rows, classes);
    for (let i = 0; i < 12; i++) {
      expect(honest.pGiven[i]).toBeLessThan(0.05);
      expect(honest.pGiven[i]).toBeLessThan(vouched.pGiven[i]);
    }
  });

  test('bad input is refused with a sentence', async () => {
    await expect(runRound(geometry, input(labels.slice(1), classes))).rejects.toThrow(RangeError);
    await expect(runRound(geometry, input(new Int32Array(rows), classes))).rejects.toThrow(/same class/);
    await expect(runRound(geometry, input(new Int32Array(rows).fill(-1), classes))).rejects.toThrow(/No sample/);
    await expect(runRound(geometry, input(labels, 2))).rejects.toThrow(/classes/);
    const evidence: Evidence[] = [{ row: rows, kind: 'out', label: -1 }];
    await expect(runRound(geometry, input(labels, classes, { evidence }))).rejects.toThrow(/row/);
  });
});

test.each([
  ['two classes', 200, 5, 2],
  ['a hundred classes with two samples each', 200, 20, 100],
  ['more features than rows', 40, 90, 2],
])('%s', async (_, rows, cols, classes) => {
  const { features, labels } = clusters(rows, cols, classes, 0, 5);
  const geometry = await buildGeometry(features, { seed: 2 });
  const output = await runRound(geometry, input(labels, classes));
  expectSound(output, rows, classes);
  let diagonal = 0;
  for (let k = 0; k < classes; k++) diagonal += output.noiseMatrix[k * classes + k] / classes;
  expect(diagonal).toBeGreaterThan(0.75);
});

test('features that do not differ, and a class with one sample', async () => {
  const features: Matrix = { data: new Float32Array(80 * 3).fill(2), rows: 80, cols: 3 };
  const labels = Int32Array.from({ length: 80 }, (_, i) => (i === 0 ? 2 : i % 2));
  const output = await runRound(await buildGeometry(features, { seed: 1 }), input(labels, 3));
  expectSound(output, 80, 3);
  await expect(
    buildGeometry({ ...features, data: features.data.slice().fill(Number.NaN) }, { seed: 1 }),
  ).rejects.toThrow(/finite/);
});

const images = new URL('../../../shared/data/mnist/t10k-images-idx3-ubyte.gz', import.meta.url).pathname;
const answers = new URL('../../../shared/data/mnist/t10k-labels-idx1-ubyte.gz', import.meta.url).pathname;
const noisy = new URL('../../../shared/data/noise/', import.meta.url).pathname;
if (!existsSync(images)) console.info('Skipped: the digit images are not here.');

test.skipIf(!existsSync(images))('2,000 digits: both kinds of noise are found', async () => {
  const rows = 2000;
  const pixels = gunzipSync(readFileSync(images)).subarray(16);
  const truth = gunzipSync(readFileSync(answers)).subarray(8);
  const features: Matrix = { data: Float32Array.from(pixels.subarray(0, rows * 784), (v) => v / 255), rows, cols: 784 };
  const geometry = await buildGeometry(features, { seed: 1 });
  for (const [file, least] of [
    ['digits_sym10_seed1.npy', 0.95],
    ['digits_pair30_seed1.npy', 0.97],
  ] as const) {
    const raw = readFileSync(`${noisy}${file}`);
    const labels = Int32Array.from(raw.subarray(raw.length - 10_000, raw.length - 10_000 + rows));
    const output = await runRound(geometry, input(labels, 10));
    const wrong = Array.from(labels, (label, i) => label !== truth[i]);
    expect(averagePrecision(output.suspicion, wrong)).toBeGreaterThan(least);
    // Combined, it is at least as good as any single signal.
    for (const values of Object.values(output.signals))
      expect(averagePrecision(output.suspicion, wrong)).toBeGreaterThan(averagePrecision(values, wrong) - 0.005);
  }
});
