import { describe, expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { compareScores } from '#/ml/metrics/benchmark-bootstrap.ts';
import { type Benchmark, countsOf, patternsOf, ranksOf, scoresOf } from '#/ml/metrics/benchmark-scores.ts';

function scored(benchmark: Benchmark) {
  const patterns = patternsOf(benchmark);
  return scoresOf(patterns, countsOf(patterns));
}

function compared(benchmark: Benchmark, resamples = 200, seed = 1) {
  const course = compareScores(patternsOf(benchmark), { resamples, seed });
  for (let step = course.next(); ; step = course.next()) if (step.done) return step.value;
}

describe('scores of a leaderboard', () => {
  const given = Int32Array.of(0, 1, 2, 0, -1, 1);
  const corrected = Int32Array.of(0, 1, 1, -1, -1, 2);
  const predictions = [Int32Array.of(0, 1, 1, 0, 2, 2), Int32Array.of(0, 1, 2, 0, 2, 1)];

  test('are accuracies over the samples with a label, and without those that left the corrected set', () => {
    const { given: before, corrected: after } = scored({ given, corrected, predictions, negative: -1 });
    expect([...before]).toEqual([3 / 5, 5 / 5]);
    expect([...after]).toEqual([4 / 4, 2 / 4]);
  });

  test('are micro-F1 without the negative class', () => {
    const { given: before, corrected: after } = scored({ given, corrected, predictions, negative: 0 });
    // Three positives by the given label; both models guess three; hits: one, three.
    expect([...before]).toEqual([(2 * 1) / 6, 1]);
    expect([...after]).toEqual([1, (2 * 1) / 6]);
  });

  test('count each sample once, however it is grouped', () => {
    const random = seeded(3);
    const n = 400;
    const draw = () => Int32Array.from({ length: n }, () => random.below(4));
    const benchmark = { given: draw(), corrected: draw(), predictions: [draw(), draw(), draw()], negative: -1 };
    const { given: before } = scored(benchmark);
    benchmark.predictions.forEach((predicted, m) => {
      const hits = predicted.filter((p, row) => p === benchmark.given[row]).length;
      expect(before[m]).toBeCloseTo(hits / n, 12);
    });
  });

  test('give ranks that equal scores share', () => {
    expect([...ranksOf([0.5, 0.9, 0.5, 0.1])]).toEqual([2, 1, 2, 4]);
  });
});

describe('the comparison', () => {
  const n = 1000;
  const given = new Int32Array(n);
  const corrected = Int32Array.from({ length: n }, (_, row) => (row < 100 ? 1 : 0));
  // One model repeats the wrong labels, the other is right about them but a little worse elsewhere.
  const parrot = new Int32Array(n);
  const honest = Int32Array.from({ length: n }, (_, row) => (row < 100 || row >= 960 ? 1 : 0));
  const benchmark = { given, corrected, predictions: [parrot, honest], negative: -1 };

  test('finds the pair that changes places, with its support and intervals that hold the scores', () => {
    const found = compared(benchmark);
    expect([...found.given]).toEqual([1, 0.86]);
    expect([...found.corrected]).toEqual([0.9, 0.96]);
    expect([...found.rankGiven]).toEqual([1, 2]);
    expect([...found.rankCorrected]).toEqual([2, 1]);
    expect(found.inversions).toMatchObject([{ before: 0, after: 1 }]);
    expect(found.inversions[0].support).toBeGreaterThan(0.95);
    found.scoreRanges.corrected.forEach(({ low, high }, m) => {
      expect(low).toBeLessThan(found.corrected[m]);
      expect(high).toBeGreaterThan(found.corrected[m]);
    });
    expect(found.rankRanges.corrected[1]).toEqual({ low: 1, high: 1 });
  });

  test('covers: the 95% interval of a share has the width that the binomial says', () => {
    const { low, high } = compared(benchmark, 1000).scoreRanges.corrected[0];
    const half = 1.96 * Math.sqrt((0.9 * 0.1) / n);
    expect((high - low) / 2 / half).toBeGreaterThan(0.85);
    expect((high - low) / 2 / half).toBeLessThan(1.15);
  });

  test('is the same for a seed', () => {
    expect(compared(benchmark, 20)).toEqual(compared(benchmark, 20));
    expect(compared(benchmark, 20, 2).scoreRanges).not.toEqual(compared(benchmark, 20).scoreRanges);
  });
});
