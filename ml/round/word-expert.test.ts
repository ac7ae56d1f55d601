import { expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { leftOutSets } from '#/ml/round/left-out-sets.ts';
import { leaveOutWords } from '#/ml/round/word-expert.ts';
import { sharedBytes } from '#/ml/threads/second-thread.ts';
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

const shareOf = (targets: Int32Array | Float32Array, i: number, c: number) =>
  targets instanceof Int32Array ? Number(targets[i] === c) : targets[i * K + c];

/** Naive Bayes fitted to all rows but `gone`, of one row: by the textbook, on a dense matrix. */
function refitted(
  { start, word, weight }: WordRows,
  targets: Int32Array | Float32Array,
  gone: number[],
  row: number,
): number[] {
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
      for (let w = 0; w < WORDS && !gone.includes(i); w++) sums[w] += shareOf(targets, i, c) * x[w];
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
  ['hard', target],
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
  const before = leaveOutWords(words, target, K, alone);
  let moved = 0;
  for (const i of [0, 5, 17, 38]) {
    const other = target.slice();
    other[i] = (other[i] + 1) % K;
    const after = leaveOutWords(words, other, K, alone);
    for (let c = 0; c < K; c++) expect(after[i * K + c]).toBeCloseTo(before[i * K + c], 6);
    moved += after.filter((value, at) => Math.abs(value - before[at]) > 1e-4).length;
  }
  expect(moved).toBeGreaterThan(N);
});

/** So many texts that a second thread is told, in memory that it sees or not. */
function many(shared: boolean): WordRows {
  const [texts, each] = [6000, 400];
  const random = seeded(3);
  const memory = (bytes: number) => (shared ? sharedBytes(bytes) : new ArrayBuffer(bytes));
  const start = new Int32Array(memory(4 * (texts + 1)));
  const word = new Int32Array(memory(4 * texts * each));
  const weight = new Float32Array(memory(4 * texts * each));
  for (let i = 0; i <= texts; i++) start[i] = i * each;
  for (let e = 0; e < word.length; e++) {
    word[e] = (random.below(3) + 3 * e) % 1500;
    weight[e] = 2 ** -20 * (1 + random.below(2 ** 18));
  }
  return { start, word, weight, words: 1500 };
}

test('two threads, and counts that follow the labels, give the bits of one that counts anew', () => {
  const [one, two] = [many(false), many(true)];
  const classes = 9;
  const random = seeded(4);
  const target = Int32Array.from({ length: 6000 }, () => random.below(classes + 1) - 1);
  const alone = leftOutSets(new Int32Array(6000).fill(-1), undefined);
  for (let round = 0; round < 2; round++) {
    expect(Buffer.from(leaveOutWords(two, target, classes, alone).buffer)).toEqual(
      Buffer.from(leaveOutWords(one, target, classes, alone).buffer),
    );
    for (let n = 0; n < 50; n++) target[random.below(6000)] = random.below(classes + 1) - 1;
  }
});
