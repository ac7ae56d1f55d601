import { expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { findLabelIssues } from '#/ml/classic/find-label-issues.ts';
import { findMultiLabelIssues, HELD_VALUES } from '#/ml/classic/multi-label.ts';
import { BLOCK_VALUES, type ProbabilityRows } from '#/ml/classic/predictions.ts';

/** 200 samples of 3 classes, each given with probability .5; sample 17 misses class 2, sample 40 has class 0 too much. */
function made() {
  const random = seeded(5);
  const truths = Array.from({ length: 200 }, () => [0, 1, 2].filter(() => random.uniform() < 0.5));
  truths[17] = [1, 2];
  truths[40] = [2];
  const predProbs = truths.map((own) => [0, 1, 2].map((c) => (own.includes(c) ? 0.75 : 0.05) + 0.2 * random.uniform()));
  predProbs[17] = [0.02, 0.97, 0.98];
  predProbs[40] = [0.02, 0.03, 0.98];
  const labels = truths.map((own, i) => (i === 17 ? [1] : i === 40 ? [0, 2] : own));
  return { labels, predProbs };
}

test('a missing and a superfluous label are found, with their class', () => {
  const { labels, predProbs } = made();
  const found = findMultiLabelIssues({ labels, predProbs });
  expect([...found.ranked].sort((a, b) => a - b)).toEqual([17, 40]);
  const { rows, classes, probabilities } = found.classIssues;
  expect([[...rows], [...classes], [...probabilities]]).toEqual([
    [17, 40],
    [2, 0],
    [0.98, 0.98],
  ]);
  expect(found.expectedIssues).toBeGreaterThanOrEqual(2);
  const flat = Float32Array.from(predProbs.flat());
  expect([...findMultiLabelIssues({ labels, predProbs: flat, classes: 3 }).ranked]).toEqual([...found.ranked]);
});

test('each class is the yes/no question by itself', () => {
  const { labels, predProbs } = made();
  const found = findMultiLabelIssues({ labels, predProbs, filterBy: 'predicted_neq_given' });
  for (const c of [0, 1, 2]) {
    const alone = findLabelIssues({
      labels: labels.map((own) => (own.includes(c) ? 1 : 0)),
      predProbs: predProbs.map((row) => [1 - row[c], row[c]]),
      filterBy: 'predicted_neq_given',
    });
    const { rows, classes } = found.classIssues;
    expect([...rows].filter((_, n) => classes[n] === c)).toEqual(
      [...alone.isLabelIssue.keys()].filter((i) => alone.isLabelIssue[i]),
    );
  }
});

test('30,000 × 400 are read in blocks, once for every 64 MB and once more', () => {
  const [size, classes] = [30_000, 400];
  const labels = Array.from({ length: size }, (_, i) => (i % 97 === 0 ? [] : [i % classes]));
  const memory = new Float64Array(BLOCK_VALUES);
  const seen = { most: 0, values: 0 };
  const source: ProbabilityRows = {
    read(from, to) {
      const block = memory.subarray(0, (to - from) * classes);
      for (let i = from; i < to; i++)
        for (let c = 0; c < classes; c++)
          block[(i - from) * classes + c] = i % classes === c ? 0.9 : ((i * 31 + c * 7) % 40) / 100;
      seen.most = Math.max(seen.most, block.length);
      seen.values += block.length;
      return block;
    },
  };
  const { classIssues, ranked } = findMultiLabelIssues({ labels, predProbs: source, classes });
  expect(seen.most).toBeLessThanOrEqual(BLOCK_VALUES);
  expect(seen.values).toBe(size * classes * (Math.ceil((size * classes) / HELD_VALUES) + 1));
  // Every class that was left out is found, and nothing else.
  const left = Array.from({ length: size }, (_, i) => i).filter((i) => i % 97 === 0);
  expect([...classIssues.rows]).toEqual(left);
  expect([...classIssues.classes]).toEqual(left.map((i) => i % classes));
  expect([...ranked].sort((a, b) => a - b)).toEqual(left);
});

test('label quality is the moving average of the self-confidences, lowest last', () => {
  const { labelQuality } = findMultiLabelIssues({
    labels: [[0], [], [1]],
    predProbs: [
      [0.9, 0.3, 0.2],
      [0.1, 0.2, 0.4],
      [0.5, 0.6, 0.9],
    ],
  });
  // Self-confidences .9 .8 .7, by hand: .9 → .2·.9 + .8·.8 = .82 → .2·.82 + .8·.7.
  expect(labelQuality[0]).toBeCloseTo(0.724, 12);
});

test('what cannot be is refused with its row', () => {
  const predProbs = [
    [0.1, 0.2],
    [0.3, 1.4],
  ];
  expect(() => findMultiLabelIssues({ labels: [[0], [1]], predProbs })).toThrow(/^Row 1, column 1: 1.4 is no/);
  expect(() => findMultiLabelIssues({ labels: [[0], [2]], predProbs })).toThrow(/^Row 1 has label 2/);
  expect(() => findMultiLabelIssues({ labels: [[0]], predProbs })).toThrow(/1 samples of 2 classes need/);
});
