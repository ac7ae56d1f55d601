import { beforeAll, expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { encodeTexts } from '#/ml/encoders/index.ts';
import { buildGeometry } from '#/ml/geometry/build.ts';
import type { Geometry } from '#/ml/geometry/geometry.types.ts';
import { loadGeometry, saveGeometry } from '#/ml/geometry/saved.ts';
import { averagePrecision } from '#/ml/metrics/ranking.ts';
import { runRound } from '#/ml/round/round.ts';
import type { RoundInput } from '#/ml/types.ts';

const N = 600;
const K = 3;
const random = seeded(2);
const truth = Int32Array.from({ length: N }, (_, i) => i % K);
/** Words of no topic, and few of many that each belong to one. */
const texts = Array.from(truth, (topic) =>
  Array.from({ length: 14 }, () =>
    random.uniform() < 0.75 ? `common${random.below(40)}` : `topic${topic}word${random.below(120)}`,
  ).join(' '),
);
const labels = truth.map((topic) => (random.uniform() < 0.2 ? (topic + 1 + random.below(K - 1)) % K : topic));
const wrong = labels.map((label, i) => (label === truth[i] ? 0 : 1));
const input: RoundInput = { labels, classes: K, evidence: [], mode: 'cold', seed: 1 };
let geometry: Geometry;

beforeAll(async () => {
  geometry = await buildGeometry(await encodeTexts(() => texts, { seed: 0, dims: 10 }), { seed: 1 });
});

test('the words of texts find what a few columns do not', async () => {
  const found = await runRound(geometry, input);
  const without = await runRound({ ...geometry, words: undefined }, input);
  expect(found.method.words).toBeGreaterThan(300);
  expect(without.method).not.toHaveProperty('words');
  expect(averagePrecision(found.suspicion, wrong)).toBeGreaterThan(averagePrecision(without.suspicion, wrong) + 0.05);
});

test('saved and loaded with their words, a cold and a warm round are the same; one without words begins anew', async () => {
  const loaded = loadGeometry(structuredClone(saveGeometry(geometry)));
  expect(loaded.words).toEqual(geometry.words);
  const cold = await runRound(geometry, input);
  expect((await runRound(loaded, input)).suspicion).toEqual(cold.suspicion);
  const warm: RoundInput = { ...input, mode: 'warm', warm: cold.warm };
  const next = await runRound(geometry, warm);
  expect(next.method.mode).toBe('warm');
  expect((await runRound(loaded, warm)).suspicion).toEqual(next.suspicion);
  expect((await runRound({ ...geometry, words: undefined }, warm)).method.mode).toBe('cold');
  const { wordWeight: _, ...arrays } = saveGeometry(geometry).arrays;
  expect(() => loadGeometry({ ...saveGeometry(geometry), arrays })).toThrow(/incomplete/);
});
