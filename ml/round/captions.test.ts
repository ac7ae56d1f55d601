import { expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { readyBackend } from '#/ml/backend.ts';
import { buildGeometry } from '#/ml/geometry/build.ts';
import { averagePrecision } from '#/ml/metrics/ranking.ts';
import { captionFit, captionVectors, probabilityOfMatch, tellingWords } from '#/ml/round/captions.ts';
import { runRound } from '#/ml/round/round.ts';

const kinds = ['dog grass runs ball park', 'boat sea sails wind harbour', 'bread oven table flour butter'];
const N = 240;

/** Pictures of three kinds near three points, captions of three of their kind's words; every tenth caption is another kind's. */
function captioned() {
  const random = seeded(5);
  const wrong = Array.from({ length: N }, (_, i) => (i % 10 === 9 ? 1 : 0));
  const texts = wrong.map((is, i) => {
    const words = kinds[(i + is) % 3].split(' ');
    return Array.from({ length: 3 }, () => words[random.below(5)]).join(' ');
  });
  const data = Float32Array.from({ length: N * 6 }, (_, at) => {
    const [row, col] = [Math.floor(at / 6), at % 6];
    return (col === row % 3 ? 4 : 0) + random.uniform();
  });
  return { texts, wrong, features: { data, rows: N, cols: 6 } };
}

test('vectors are of unit length, and rare words weigh more', () => {
  const { start, term, weight } = captionVectors(['a dog', 'a cat', 'a cat sleeps', '']);
  for (let i = 0; i < 3; i++) {
    const row = weight.subarray(start[i], start[i + 1]);
    expect(row.reduce((sum, w) => sum + w * w, 0)).toBeCloseTo(1, 6);
  }
  expect(start[4]).toBe(start[3]);
  expect(weight[1]).toBeGreaterThan(weight[0]);
  expect(new Set(term).size).toBe(4);
});

test('captions of another picture fit evenly, their own well; the own caption is not held against itself', async () => {
  await readyBackend();
  const { texts, wrong, features } = captioned();
  const geometry = await buildGeometry(features, { seed: 1, neighbors: 8 });
  const captions = { ...captionVectors(texts), matches: 1, differs: 0 };
  const fit = captionFit(captions, geometry.neighbors, seeded(0));
  const mean = (of: number) => {
    const those = fit.filter((_, i) => wrong[i] === of);
    return those.reduce((a, b) => a + b, 0) / those.length;
  };
  expect(mean(0)).toBeGreaterThan(0.75);
  expect(mean(1)).toBeLessThan(0.5);
  const match = probabilityOfMatch(fit);
  expect(Math.min(...match)).toBeGreaterThanOrEqual(0);
  const byFit = [...fit.keys()].sort((a, b) => fit[a] - fit[b]).map((i) => match[i]);
  expect(byFit.every((p, i) => i === 0 || p >= byFit[i - 1] - 1e-6)).toBe(true);
});

test('words that stand under any picture fall away', async () => {
  await readyBackend();
  const { texts, features } = captioned();
  const random = seeded(8);
  const filler = 'today here quite nicely again'.split(' ');
  const padded = texts.map((text) => `${filler[random.below(5)]} ${text} ${filler[random.below(5)]}`);
  const geometry = await buildGeometry(features, { seed: 1, neighbors: 8 });
  const vectors = captionVectors(padded);
  const told = tellingWords(vectors, geometry.neighbors);
  const numbers = new Map<string, number>();
  for (const text of padded) for (const word of text.split(' ')) numbers.set(word, numbers.get(word) ?? numbers.size);
  const share = (words: readonly string[]) => {
    const terms = new Set(words.map((word) => numbers.get(word)));
    return told.reduce((sum, w, n) => sum + (terms.has(vectors.term[n]) ? w * w : 0), 0) / N;
  };
  expect(share(filler)).toBeLessThan(0.1);
  expect(share(kinds.join(' ').split(' '))).toBeGreaterThan(0.85);
  for (let i = 0; i < N; i++) {
    const square = told.subarray(vectors.start[i], vectors.start[i + 1]).reduce((sum, w) => sum + w * w, 0);
    expect(square === 0 || Math.abs(square - 1) < 1e-5).toBe(true);
  }
});

test('evenly spread fits leave nothing that belongs', () => {
  const fit = Float32Array.from({ length: 2000 }, (_, i) => (i + 0.5) / 2000);
  expect(Math.max(...probabilityOfMatch(fit))).toBeLessThan(0.02);
});

test('a round ranks foreign captions first, without a single label that says so', async () => {
  const { texts, wrong, features } = captioned();
  const geometry = await buildGeometry(features, { seed: 1, neighbors: 8 });
  const captions = { ...captionVectors(texts), matches: 1, differs: 0 };
  const labels = new Int32Array(N).fill(1);
  const input = { labels, classes: 2, evidence: [], pictures: { captions }, mode: 'cold' as const, seed: 0 };
  const round = await runRound(geometry, input);
  expect(averagePrecision(round.suspicion, Uint8Array.from(wrong))).toBeGreaterThan(0.8);
  expect(round.suggested.every((c) => c === 0)).toBe(true);
  for (const values of [round.pGiven, round.suspicion, ...Object.values(round.signals)])
    expect(values.every((v) => v >= 0 && v <= 1)).toBe(true);
  expect((await runRound(geometry, input)).suspicion).toEqual(round.suspicion);
  // A model that compared picture and caption is believed where it did, here against what the words of others say.
  const likeness = Float32Array.from(wrong, (_, row) => (row === 0 ? 0 : row === 9 ? 1 : -1));
  const compared = await runRound(geometry, { ...input, pictures: { captions, likeness } });
  expect(compared.signals['image-label-consistency'][0]).toBe(1);
  expect(compared.signals['image-label-consistency'][9]).toBe(0);
  expect(compared.pGiven[0]).toBeLessThan(round.pGiven[0]);
  expect(compared.pGiven[9]).toBeGreaterThan(round.pGiven[9]);
  const decided = wrong.flatMap((is, row) => (row < 120 ? [{ row, kind: 'label' as const, label: 1 - is }] : []));
  const after = await runRound(geometry, { ...input, evidence: decided });
  expect(averagePrecision(after.suspicion, Uint8Array.from(wrong))).toBeGreaterThan(0.8);
  expect(after.noiseMatrix[1]).toBe(1);
});
