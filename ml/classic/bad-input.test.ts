import { expect, test } from 'vitest';
import { findLabelIssues, type LabelIssuesInput } from '#/ml/classic/find-label-issues.ts';

const good = [
  [0.9, 0.1],
  [0.2, 0.8],
  [0.6, 0.4],
];
const labels = [0, 1, 0];
const withRow = (row: number, values: number[]) => good.map((old, i) => (i === row ? values : old));

const refusals: [string, LabelIssuesInput, RegExp][] = [
  [
    'not a number',
    { labels, predProbs: withRow(1, [Number.NaN, 0.8]) },
    /^Row 1, column 0: not a number \(NaN\) is no/,
  ],
  ['negative', { labels, predProbs: withRow(2, [-0.1, 1.1]) }, /^Row 2, column 0: -0.1 is no probability/],
  ['above one', { labels, predProbs: withRow(0, [1.5, 0]) }, /^Row 0, column 0: 1.5 is no probability/],
  ['infinite', { labels, predProbs: withRow(0, [0, Number.POSITIVE_INFINITY]) }, /^Row 0, column 1: Infinity/],
  ['a sum of 1.2', { labels, predProbs: withRow(1, [0.6, 0.6]) }, /^Row 1 sums to 1.2;/],
  ['a sum of nothing', { labels, predProbs: withRow(1, [0, 0]) }, /^Row 1 sums to 0;/],
  ['too few rows', { labels, predProbs: good.slice(1) }, /^There are 3 labels and 2 rows/],
  ['a short row', { labels, predProbs: withRow(2, [1]) }, /^Row 2 has 1 probabilities, the first row 2/],
  ['no whole number of rows', { labels, predProbs: Float64Array.of(1, 0, 1, 0) }, /^4 probabilities are no whole/],
  ['a label beyond the classes', { labels: [0, 2, 0], predProbs: good }, /^Row 1 has label 2, but there are 2 classes/],
  ['a negative label', { labels: [0, 1, -2], predProbs: good }, /^Row 2 has label -2/],
  ['half a label', { labels: [0, 0.5, 0], predProbs: good }, /^Row 1 has label 0.5; labels are whole numbers/],
  ['no label at all', { labels: [-1, -1, -1], predProbs: good }, /^No sample has a label/],
  ['nothing', { labels: [], predProbs: [] }, /^At least one sample and two classes/],
  ['one class', { labels: [0], predProbs: [[1]] }, /^At least one sample and two classes/],
  [
    'a joint of another size',
    { labels, predProbs: good, joint: Float64Array.of(1, 2) },
    /^The joint has to hold 2 × 2/,
  ],
];

test.each(refusals)('%s is refused in one sentence', (_, input, message) => {
  expect(() => findLabelIssues(input)).toThrow(message);
  expect(() => findLabelIssues(input)).toThrow(RangeError);
});

test('sums that are off by rounding are divided out', () => {
  const off = findLabelIssues({ labels, predProbs: withRow(0, [0.9, 0.10002]) });
  expect(off.scaled).toEqual({ rows: 1, worst: expect.closeTo(1.00002, 9) });
  expect(off.labelQuality[0]).toBeCloseTo(0.9 / 1.00002, 12);
  expect(off.suggestedProbability[0]).toBeCloseTo(0.10002 / 1.00002, 12);
  expect(findLabelIssues({ labels, predProbs: good }).scaled.rows).toBe(0);
  expect(findLabelIssues({ labels, predProbs: withRow(1, [0, 1.00002]) }).labelQuality[1]).toBe(1);
});
