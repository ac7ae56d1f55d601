import { expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { leftOutSets } from '#/ml/round/left-out-sets.ts';
import { leaveOutWords, oneHot } from '#/ml/round/word-expert.ts';
import type { WordRows } from '#/ml/types.ts';

const N = 40;
const K = 3;
const WORDS = 25;
const SMOOTHING = 0.3;

/** Texts of some of the words each, the last one empty. */
function texts(): WordRows {
  const random = seeded(5);
  const start = Int32Array.of(0, ...Array.from({ length: N }, () => 0));
  const [word, weight]: number[][] = [[], []];
  for (let i = 0; i < N; i++) {
    for (let w = 0; w < WORDS && i < N - 1; w++)
      if (random.uniform() < 0.3) {
        word.push(w);
        weight.push(0.05 + random.uniform());
      }
    start[i + 1] = word.length;
  }
  return { start, word: Int32Array.from(word), weight: Float32Array.from(weight), words: WORDS };
}

/** Naive Bayes fitted to all rows but `gone`, of one row: by the textbook, on a dense matrix. */
function refitted({ start, word, weight }: WordRows, targets: Float32Array, gone: number[], row: number): number[] {
  const dense = (i: number) => {
    const x = new Float64Array(WORDS);
    for (let e = start[i]; e < start[i + 1]; e++) x[word[e]] = weight[e];
    return x;
  };
  const own = dense(row);
  const mass = own.reduce((a, b) => a + b, 0);
  if (mass === 0) return Array(K).fill(0);
  const scores = Array.from({ length: K }, (_, c) => {
    const sums = new Float64Array(WORDS).fill(SMOOTHING);
    for (let i = 0; i < N; i++) {
      const x = dense(i);
      for (let w = 0; w < WORDS && !gone.includes(i); w++) sums[w] += targets[i * K + c] * x[w];
    }
    const total = sums.reduce((a, b) => a + b, 0);
    return own.reduce((score, x, w) => score + x * Math.log(sums[w] / total), 0) / mass;
  });
  const mean = scores.reduce((a, b) => a + b, 0) / K;
  return scores.map((score) => score - mean);
}

const target = Int32Array.from({ length: N }, (_, i) => (i % 11 === 10 ? -1 : (i * i + i) % K));
const random = seeded(9);
const soft = Float32Array.from({ length: N * K }, () => (random.uniform() < 0.3 ? 0 : random.uniform()));
/** Rows 1, 4 and 7 leave together, as 12 and 30 do; the others alone. */
const together = Int32Array.from({ length: N }, (_, i) => ([1, 4, 7].includes(i) ? 0 : [12, 30].includes(i) ? 1 : -1));

test.each([
  ['hard', oneHot(target, K)],
  ['soft', soft],
])('%s targets: what is said of a text equals a fit without it and without its set', (_, targets) => {
  const words = texts();
  const sets = leftOutSets(together, undefined);
  const values = leaveOutWords(words, targets, K, sets);
  for (let i = 0; i < N; i++) {
    const gone = together[i] < 0 ? [i] : [...together.keys()].filter((j) => together[j] === together[i]);
    const expected = refitted(words, targets, gone, i);
    for (let c = 0; c < K; c++) expect(values[i * K + c]).toBeCloseTo(expected[c], 5);
  }
});

test('what is said of a text does not depend on its label; of the others it does', () => {
  const words = texts();
  const alone = leftOutSets(new Int32Array(N).fill(-1), undefined);
  const before = leaveOutWords(words, oneHot(target, K), K, alone);
  let moved = 0;
  for (const i of [0, 5, 17, 38]) {
    const other = target.slice();
    other[i] = (other[i] + 1) % K;
    const after = leaveOutWords(words, oneHot(other, K), K, alone);
    for (let c = 0; c < K; c++) expect(after[i * K + c]).toBeCloseTo(before[i * K + c], 6);
    moved += after.filter((value, at) => Math.abs(value - before[at]) > 1e-4).length;
  }
  expect(moved).toBeGreaterThan(N);
});
