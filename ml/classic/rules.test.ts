import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findLabelIssues } from '#/ml/classic/find-label-issues.ts';
import { FILTERS, type FilterBy } from '#/ml/classic/label-issues.ts';

/** Probabilities in sixteenths, so that ties are common, with labels of which some are missing. */
const inputs = fc
  .integer({ min: 2, max: 5 })
  .chain((classes) =>
    fc.array(
      fc.record({
        label: fc.integer({ min: -1, max: classes - 1 }),
        weights: fc.array(fc.integer({ min: 0, max: 15 }), { minLength: classes, maxLength: classes }),
      }),
      { minLength: 2, maxLength: 60 },
    ),
  )
  .filter((rows) => rows.some(({ label }) => label >= 0))
  .map((rows) => ({
    labels: rows.map(({ label }) => label),
    predProbs: rows.map(({ weights }) => {
      const sum = weights.reduce((a, b) => a + b, 0);
      return sum === 0 ? weights.map(() => 1 / weights.length) : weights.map((w) => w / sum);
    }),
  }));

const flagged = (mask: Uint8Array) => [...mask.keys()].filter((i) => mask[i] === 1);

test('every rule flags labelled samples only, ranks what it flags, and none whose likeliest class is the given one', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      for (const filterBy of FILTERS) {
        const { isLabelIssue, ranked, labelQuality } = findLabelIssues({ ...input, filterBy });
        expect([...ranked].sort((a, b) => a - b)).toEqual(flagged(isLabelIssue));
        const qualities = Array.from(ranked, (i) => labelQuality[i]);
        expect(qualities).toEqual(qualities.toSorted((a, b) => a - b));
        for (const i of ranked) {
          expect(input.labels[i]).toBeGreaterThanOrEqual(0);
          const row = input.predProbs[i];
          if (filterBy !== 'published') expect(row.indexOf(Math.max(...row))).not.toBe(input.labels[i]);
        }
      }
    }),
  );
});

test('“both” is the intersection; everything but “published” is a part of “predicted_neq_given”', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const by = (filterBy: FilterBy) => flagged(findLabelIssues({ ...input, filterBy }).isLabelIssue);
      const byClass = new Set(by('prune_by_class'));
      expect(by('both')).toEqual(by('prune_by_noise_rate').filter((i) => byClass.has(i)));
      const all = new Set(by('predicted_neq_given'));
      for (const rule of FILTERS.filter((r) => r !== 'published')) expect(by(rule).every((i) => all.has(i))).toBe(true);
    }),
  );
});

test('rows in another order give the same scores and, but for the choice among equals, the same rows', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const last = input.labels.length - 1;
      const turned = { labels: input.labels.toReversed(), predProbs: input.predProbs.toReversed() };
      for (const filterBy of ['prune_by_noise_rate', 'confident_learning', 'predicted_neq_given'] as const) {
        const found = findLabelIssues({ ...input, filterBy });
        const again = findLabelIssues({ ...turned, filterBy });
        expect([...again.joint]).toEqual([...found.joint]);
        expect([...again.isLabelIssue]).toEqual(Array.from(found.isLabelIssue, (_, i) => found.isLabelIssue[last - i]));
      }
    }),
  );
});

test('single precision and blocks change nothing that single precision can hold', () => {
  fc.assert(
    fc.property(inputs, ({ labels, predProbs }) => {
      const narrow = Float32Array.from(predProbs.flat());
      const classes = predProbs[0].length;
      const read = (from: number, to: number) => narrow.subarray(from * classes, to * classes);
      const whole = findLabelIssues({ labels, predProbs: narrow });
      expect(findLabelIssues({ labels, predProbs: { read }, classes })).toEqual(whole);
      expect(findLabelIssues({ labels, predProbs: Float64Array.from(narrow) })).toEqual(whole);
    }),
  );
});
