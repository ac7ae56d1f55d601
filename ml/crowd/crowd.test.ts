import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { needSharedFile, sharedFile } from '#/ml/data/folder.ts';
import { activeLab } from './active-lab.ts';
import { bootstrap } from './bootstrap.ts';
import { crowdlab } from './crowdlab.ts';
import { dawidSkene } from './dawid-skene.ts';
import { nominalAlpha, pairAgreement } from './item-agreement.ts';
import { cohensKappa, pairTable } from './kappa.ts';
import { krippendorffAlpha, type Scale } from './krippendorff.ts';
import { majority } from './majority.ts';
import { argMax, type Rating, type Ratings } from './ratings.ts';

const here = (name: string) => sharedFile(`crowd/${name}.json`) !== null;
const read = (name: string) => JSON.parse(readFileSync(needSharedFile(`crowd/${name}.json`), 'utf8'));

/** Rows: items or raters. @param byRater rows are raters */
function fromMatrix(matrix: (number | null)[][], byRater: boolean, classes: number): Ratings {
  const ratings: Rating[] = matrix.flatMap((row, i) =>
    row.flatMap((label, j) =>
      label === null ? [] : [byRater ? { annotator: i, item: j, label } : { item: i, annotator: j, label }],
    ),
  );
  const [items, annotators] = byRater ? [matrix[0]!.length, matrix.length] : [matrix.length, matrix[0]!.length];
  return { items, annotators, classes, ratings };
}

describe.skipIf(!here('anaesthetists'))('Dawid and Skene, the anaesthetists', () => {
  const responses = (): Ratings => {
    const ratings: Rating[] = [];
    for (const [patient, by] of Object.entries<Record<string, number[]>>(read('anaesthetists').responses))
      for (const [observer, labels] of Object.entries(by))
        for (const label of labels)
          ratings.push({ item: Number(patient) - 1, annotator: Number(observer) - 1, label: label - 1 });
    return { items: 45, annotators: 5, classes: 4, ratings };
  };
  test('the published estimates', () => {
    const ds = dawidSkene(responses());
    for (const [j, p] of [0.3996, 0.422, 0.1118, 0.0667].entries()) expect(ds.prior[j]).toBeCloseTo(p, 3);
    expect(ds.logLikelihood[0]).toBeCloseTo(-205.0911, 3);
    expect(ds.logLikelihood.at(-1)).toBeCloseTo(-192.8909, 3);
    for (const [l, p] of [0.8895, 0.1105, 0, 0].entries()) expect(ds.confusion[l]).toBeCloseTo(p, 3);
    for (const [i, l] of ds.logLikelihood.entries())
      if (i) expect(l).toBeGreaterThanOrEqual(ds.logLikelihood[i - 1]! - 1e-9);
  });
  test('differs from the majority on patients 2, 12 and 36 alone', () => {
    const r = responses();
    const ds = dawidSkene(r);
    const most = majority(r);
    const differ = Array.from(most, (label, i) =>
      argMax(ds.posterior.subarray(i * 4, i * 4 + 4)) === label ? 0 : i + 1,
    );
    expect(differ.filter(Boolean)).toEqual([2, 12, 36]);
  });
});

describe.skipIf(!here('crowdlab'))('CROWDLAB and ActiveLab', () => {
  test('weights, quality and order of the reference', () => {
    const f = read('crowdlab');
    const r = fromMatrix(f.labels, false, 3);
    const model = f.pred_probs.flat();
    const c = crowdlab(r, model);
    const close = (got: ArrayLike<number>, want: number[]) => {
      for (const [i, w] of want.entries()) expect(got[i]).toBeCloseTo(w, 5);
    };
    expect(c.modelWeight).toBeCloseTo(f.model_weight, 5);
    close(c.annotatorWeights, f.annotator_weights);
    close(c.quality, f.quality);
    close(c.annotatorQuality, f.annotator_quality);
    close(activeLab(r, model, c), f.activelab);
  });
});

describe('agreement', () => {
  test.each([
    [
      [
        [20, 5],
        [10, 15],
      ],
      0.4,
    ],
    [
      [
        [45, 15],
        [25, 15],
      ],
      0.1304,
    ],
    [
      [
        [25, 35],
        [5, 35],
      ],
      0.2593,
    ],
  ])('Cohen’s kappa of %j is %f', (table, kappa) => expect(cohensKappa(table)).toBeCloseTo(kappa, 4));

  test.skipIf(!here('krippendorff'))('Krippendorff’s alpha on the published examples', () => {
    for (const { ratings, alpha } of [read('krippendorff').first, read('krippendorff').second])
      for (const [scale, value] of Object.entries<number>(alpha))
        expect(krippendorffAlpha(fromMatrix(ratings, true, 6), scale as Scale), scale).toBeCloseTo(value, 3);
  });

  test('by hand: all alike, nothing shared, and chance', () => {
    const same = fromMatrix(
      [
        [0, 0],
        [1, 1],
      ],
      false,
      2,
    );
    expect(krippendorffAlpha(same)).toBe(1);
    expect(
      krippendorffAlpha(
        fromMatrix(
          [
            [0, null],
            [null, 1],
          ],
          false,
          2,
        ),
      ),
    ).toBeNaN();
    expect(
      cohensKappa([
        [0, 0],
        [0, 0],
      ]),
    ).toBeNaN();
    expect(pairAgreement([[0, 0, 1], [1, 1], [0]])).toBe(4 / 8);
    expect(pairTable(same, 0, 1)).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  test('property: alpha does not care who rated, kappa not who is named first', () => {
    const matrix = fc.array(fc.array(fc.option(fc.nat(2)), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 12,
    });
    fc.assert(
      fc.property(matrix, (m) => {
        const turned = m.map((row) => [row[2]!, row[0]!, row[1]!]);
        const [a, b] = [krippendorffAlpha(fromMatrix(m, false, 3)), krippendorffAlpha(fromMatrix(turned, false, 3))];
        if (Number.isNaN(a)) expect(b).toBeNaN();
        else expect(b).toBeCloseTo(a, 10);
        const lists = m.map((row) => row.filter((l) => l !== null));
        if (!Number.isNaN(a)) expect(nominalAlpha(lists)).toBeCloseTo(a, 10);
        const r = fromMatrix(m, false, 3);
        const [k, l] = [cohensKappa(pairTable(r, 0, 1)), cohensKappa(pairTable(r, 1, 0))];
        if (Number.isNaN(k)) expect(l).toBeNaN();
        else expect(l).toBeCloseTo(k, 10);
      }),
    );
  });

  test('the interval holds the value, and narrows with more items', () => {
    const shares = (n: number) =>
      bootstrap(
        Array.from({ length: n }, (_, i) => i % 4 === 0),
        (d) => d.filter(Boolean).length / d.length,
      )!;
    const [few, many] = [shares(40), shares(4000)];
    expect(few.value).toBe(0.25);
    expect(few.low).toBeLessThan(0.2);
    expect(few.high).toBeGreaterThan(0.3);
    expect(many.high - many.low).toBeLessThan((few.high - few.low) / 5);
  });
});

test('items that nobody rated get no consensus, and wait in ActiveLab’s order all the same', () => {
  const r = fromMatrix(
    [
      [0, 0],
      [0, 1],
      [null, null],
    ],
    false,
    2,
  );
  const model = [0.9, 0.1, 0.6, 0.4, 0.5, 0.5];
  const c = crowdlab(r, model);
  expect(Array.from(c.consensus)).toEqual([0, 0, -1]);
  expect(majority(r)[2]).toBe(-1);
  const order = activeLab(r, model, c);
  expect(order[2]).toBeLessThan(order[1]!);
  expect(order[1]).toBeLessThan(order[0]!);
});
