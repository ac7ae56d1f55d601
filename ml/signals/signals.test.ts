import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRows, seeded } from '#/ml/algebra/random.ts';
import { readyBackend } from '#/ml/backend.ts';
import { buildGeometry } from '#/ml/geometry/build.ts';
import type { NeighborGraph, RidgeBasis } from '#/ml/geometry/geometry.types.ts';
import { explainRow } from '#/ml/signals/explain.ts';
import { extrinsicStrategy, saidByReviewed } from '#/ml/signals/extrinsic-strategy.ts';
import { imageLabelConsistency } from '#/ml/signals/image-label-consistency.ts';
import { signals } from '#/ml/signals/index.ts';
import { countVotes, shareOfModelsAgainst } from '#/ml/signals/models-disagree.ts';
import { ownModelDisagrees } from '#/ml/signals/own-model-disagrees.ts';
import type { SignalInput } from '#/ml/signals/signal.ts';
import { visualQuestions } from '#/ml/signals/visual-questions.ts';

const N = 90;
const K = 4;
const NEIGHBORS = 6;
const FEATURES = 4;
const AXES = 5;

/** A made-up round: everything a signal may ask for, with missing labels, empty neighbour places and duplicate sets. */
function scenario(seed: number): SignalInput {
  const random = seeded(seed);
  const probabilities = new Float32Array(N * K);
  for (let i = 0; i < N; i++) {
    const values = Array.from({ length: K }, () => random.uniform() ** 3);
    const total = values.reduce((a, b) => a + b, 0);
    values.forEach((value, c) => {
      probabilities[i * K + c] = value / total;
    });
  }
  const given = Int32Array.from({ length: N }, () => (random.uniform() < 0.1 ? -1 : random.below(K)));
  const index = new Int32Array(N * NEIGHBORS).fill(-1);
  for (let i = 0; i < N; i++) {
    const others = [...sampleRows(N, NEIGHBORS + 1, random)]
      .filter((j) => j !== i)
      .slice(0, random.below(NEIGHBORS + 1));
    index.set(others, i * NEIGHBORS);
  }
  const neighbors: NeighborGraph = {
    k: NEIGHBORS,
    index,
    similarity: new Float32Array(N * NEIGHBORS).fill(0.5),
    recall: 1,
  };
  const duplicates = Int32Array.from({ length: N }, () => (random.uniform() < 0.3 ? random.below(8) : -1));
  return {
    classes: K,
    given,
    current: given.map((label) => (label >= 0 && random.uniform() < 0.1 ? random.below(K) : label)),
    settled: given.map((label) => (label >= 0 && random.uniform() < 0.4 ? random.below(K) : -1)),
    negative: 0,
    axes: { data: Float32Array.from({ length: N * AXES }, () => random.normal()), rows: N, cols: AXES },
    probabilities,
    pGiven: Float32Array.from({ length: N }, () => random.uniform()),
    neighbors,
    duplicates,
    setOf: duplicates,
    own: { data: probabilities.toReversed(), rows: N, cols: K },
    modelsAgainst: Float32Array.from({ length: N }, () => random.below(4) / 3),
    consistency: Float32Array.from({ length: N }, () => (random.uniform() < 0.5 ? -1 : random.below(7) / 6)),
    features: basis(Float32Array.from({ length: N * FEATURES }, () => random.below(64) / 32 - 1)),
  };
}

/** Features on a binary grid, as the geometry's are. */
function basis(z: Float32Array): RidgeBasis {
  return { z, rows: N, cols: FEATURES, diagonal: new Float64Array(FEATURES), off: null, unit: 1 };
}

/** Row i of the result is row order[i] of the input. */
function permuted(input: SignalInput, order: readonly number[]): SignalInput {
  const place = new Map(order.map((from, to) => [from, to]));
  const pick = <A extends Int32Array | Float32Array>(values: A, width: number): A => {
    const out = values.slice() as A;
    order.forEach((from, to) => {
      for (let w = 0; w < width; w++) out[to * width + w] = values[from * width + w];
    });
    return out;
  };
  const index = pick(input.neighbors.index, NEIGHBORS).map((row) => (row < 0 ? -1 : (place.get(row) ?? -1)));
  return {
    classes: input.classes,
    given: pick(input.given, 1),
    current: pick(input.current, 1),
    settled: pick(input.settled, 1),
    negative: input.negative,
    axes: { ...input.axes, data: pick(input.axes.data, AXES) },
    probabilities: pick(input.probabilities, K),
    pGiven: pick(input.pGiven, 1),
    neighbors: { ...input.neighbors, index },
    duplicates: pick(input.duplicates, 1),
    setOf: pick(input.setOf, 1),
    own: input.own && { ...input.own, data: pick(input.own.data, K) },
    modelsAgainst: input.modelsAgainst && pick(input.modelsAgainst, 1),
    consistency: input.consistency && pick(input.consistency, 1),
    features: input.features && basis(pick(input.features.z, FEATURES)),
  };
}

describe.each(signals.map((signal) => [signal.id, signal] as const))('contract of the signal %s', (_, signal) => {
  test('is described', () => {
    expect(signal.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(signal.name.length).toBeGreaterThan(3);
    expect(signal.threshold).toBeGreaterThan(0);
    expect(signal.threshold).toBeLessThan(1);
    if (signal.queue) expect(signal.queue.description).toMatch(/\.$/);
  });

  test.each([1, 2, 3])('is finite, in range, deterministic and independent of the order of rows (%i)', (seed) => {
    const input = scenario(seed);
    const values = signal.compute(input);
    expect(values.length).toBe(N);
    expect(values.every((v) => v >= 0 && v <= 1)).toBe(true);
    expect(new Set(values).size).toBeGreaterThan(1);
    expect(signal.compute(scenario(seed))).toEqual(values);
    const random = seeded(seed + 50);
    const order = Array.from({ length: N }, (_, i) => i)
      .map((row) => ({ row, key: random.uniform() }))
      .sort((a, b) => a.key - b.key)
      .map(({ row }) => row);
    const moved = signal.compute(permuted(input, order));
    expect([...moved]).toEqual(order.map((row) => values[row]));
  });
});

test('own models disagree where confident learning finds an issue, and by the margin to the next class', () => {
  const rows = [
    [0.9, 0.1],
    [0.8, 0.2],
    [0.7, 0.3],
    [0.1, 0.9],
    [0.2, 0.8],
    [0.05, 0.95],
    [0, 0],
    [0.9, 0.1],
  ];
  const given = Int32Array.of(0, 0, 0, 1, 1, 0, 0, -1);
  const input = {
    ...scenario(1),
    classes: 2,
    given,
    own: { data: Float32Array.from(rows.flat()), rows: rows.length, cols: 2 },
  };
  const values = [...ownModelDisagrees.compute(input)].map((v) => Math.round(100 * v));
  // Row 5 is held for wrong; row 6 has no probabilities, row 7 no label.
  expect(values).toEqual([5, 10, 15, 5, 10, 95, 0, 0]);
  expect([...ownModelDisagrees.compute({ ...input, own: undefined })].every((v) => v === 0)).toBe(true);
});

test('votes of models count who is against, and what most of those say', () => {
  const given = Int32Array.of(0, 1, 2, -1, 0);
  const votes = countVotes(given, [
    [0, 2, 2, 1, -1],
    [0, 2, 1, 1, -1],
    [0, 0, 0, 1, -1],
    [1, 1, -1, 1, -1],
  ]);
  expect([...votes.models]).toEqual([4, 4, 3, 4, 0]);
  expect([...votes.against]).toEqual([1, 3, 2, 0, 0]);
  expect([...votes.alternative]).toEqual([1, 2, 0, -1, -1]);
  expect([...votes.alternatives]).toEqual([1, 2, 1, 0, 0]);
  expect([...shareOfModelsAgainst(given, [[1, 1, 2, 0, 0]])]).toEqual([1, 0, 0, 0, 0]);
});

test('signal ids are unique', () => {
  expect(new Set(signals.map(({ id }) => id)).size).toBe(signals.length);
});

describe('explaining a row', () => {
  beforeAll(async () => {
    await readyBackend();
  });

  test('counts neighbours and near-duplicates', async () => {
    const random = seeded(4);
    const rows = 60;
    const data = Float32Array.from({ length: rows * 4 }, () => random.normal());
    // Rows 0 and 1 are the same.
    data.copyWithin(4, 0, 4);
    const geometry = await buildGeometry({ data, rows, cols: 4 }, { seed: 1, neighbors: 5 });
    const labels = Int32Array.from({ length: rows }, (_, i) => (i === 1 ? 1 : 0));
    const found = explainRow(geometry, labels, 0, 0);
    expect(found.duplicates).toEqual({ rows: [1], different: 1, total: 1 });
    expect(found.neighbors).toEqual({ labelled: 5, agreeing: 4, rival: 1, rivals: 1 });
    expect(explainRow(geometry, labels, 0, 30).duplicates.total).toBe(0);
    expect(() => explainRow(geometry, labels, 0, rows)).toThrow(RangeError);
  });
});

describe('visual questions', () => {
  test('one minus the consistency; nobody asked is no doubt; a tie stays below the threshold', () => {
    const input = { ...scenario(3), given: new Int32Array(N), consistency: new Float32Array(N).fill(-1) };
    input.consistency.set([0, 0.5, 1, Math.fround(2 / 6)]);
    const values = visualQuestions.compute(input);
    expect([...values.subarray(0, 5)]).toEqual([1, 0.5, 0, Math.fround(1 - Math.fround(2 / 6)), 0]);
    expect(values[1]).toBeLessThan(visualQuestions.threshold);
    expect(1 - 49 / 99).toBeGreaterThan(visualQuestions.threshold);
  });
});

describe('likeness of a picture to its class', () => {
  test('against a computation by hand: a picture of the other kind stands out, its own features left out', () => {
    // Two kinds, along two axes; the last row lies with the second and is labelled as the first.
    const z = Float32Array.from([2, 0, 1, 2, 0, 1, 0, 2, 1, 0, 2, 1, 0, 2, 1]);
    const given = Int32Array.from([0, 0, 1, 1, 0]);
    const values = imageLabelConsistency.compute({
      ...scenario(1),
      classes: 2,
      given,
      current: given,
      probabilities: new Float32Array(10).fill(0.5),
      features: { z, rows: 5, cols: 3, diagonal: new Float64Array(3), off: null, unit: 1 },
    });
    // Row 4: own class without it is along x (cosine 0), the rival along y (cosine 1).
    expect(values[4]).toBe(1);
    // Row 2: own class is row 3 alone (cosine 1); the rival's mean is (4, 2), cosine 2/√20.
    expect(values[2]).toBeCloseTo((1 + 2 / Math.sqrt(20) - 1) / 2, 6);
    expect(values[0]).toBeLessThan(imageLabelConsistency.threshold);
  });

  test('where a model compared pictures with words, half of it is what that found; of captions all', () => {
    const features = {
      z: Float32Array.of(1, 0, 1, 1, 0, 1, 0, 1, 1),
      rows: 3,
      cols: 3,
      diagonal: new Float64Array(3),
      off: null,
      unit: 1,
    };
    const given = Int32Array.of(0, 0, 1);
    const input = {
      ...scenario(1),
      classes: 2,
      given,
      current: given,
      probabilities: new Float32Array(6).fill(0.5),
      features,
    };
    const alone = imageLabelConsistency.compute(input);
    const both = imageLabelConsistency.compute({ ...input, likeness: Float32Array.of(0.25, -1, 1) });
    expect([...both]).toEqual([(alone[0] + 0.75) / 2, alone[1], alone[2] / 2]);
  });
});

test('reviewed neighbours say nothing of a label that too few reviewed samples carry', () => {
  const input = { ...scenario(1), given: scenario(1).given.map((label) => (label < 0 ? 0 : label)) };
  const of = (label: number) => Array.from(input.given.keys()).filter((row) => input.given[row] === label);
  // Every reviewed sample proved to be class 1, but for four and then five of class 2.
  const settled = (kept: number) => {
    const said = new Int32Array(N).fill(-1);
    for (const row of of(0)) said[row] = 1;
    for (const row of of(2).slice(0, kept)) said[row] = 2;
    return said;
  };
  const doubted = (kept: number) => {
    const values = extrinsicStrategy.compute({ ...input, settled: settled(kept) });
    return of(2).filter((row) => values[row] > 0).length;
  };
  expect(doubted(4)).toBe(0);
  expect(doubted(5)).toBeGreaterThan(0);
});

test('what reviewed neighbours say is what the value counts: one label against a negative, any others against a positive', () => {
  const base = scenario(1);
  const settled = base.given.map((label, row) => (row % 3 === 0 ? (label < 0 ? 1 : label) : -1));
  const input = { ...base, settled, negative: 0 };
  const values = extrinsicStrategy.compute(input);
  const doubted = [...values.keys()].filter((row) => values[row] >= extrinsicStrategy.threshold);
  expect(doubted.length).toBeGreaterThan(0);
  const said = saidByReviewed(input, doubted);
  for (const row of doubted) {
    const labels = said.get(row)!;
    expect(labels).toHaveLength(Math.ceil(5 * values[row] - 1e-6));
    expect(labels).not.toContain(input.given[row]);
    if (input.given[row] === 0) expect(new Set(labels).size).toBe(1);
  }
});
