import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  calibratedJoint,
  confidentJoint,
  confidentThresholds,
  type Predictions,
} from '#/ml/classic/confident-joint.ts';
import { countLabelIssues, expectedIssues, FILTERS, findLabelIssues, lowest } from '#/ml/classic/label-issues.ts';
import { adjusted, normalizedMargin, rawMargin, selfConfidence } from '#/ml/classic/scores.ts';
import { readNpy } from '#/ml/npy.ts';

const folder = new URL('../../../shared/data/label-errors/', import.meta.url).pathname;
const here = existsSync(folder);
if (!here) console.info('Skipped: the published label errors are not here.');

interface Golden {
  k: number;
  filters: Record<string, number[]>;
  confident_joint_calibrated: number[][];
  confident_joint_raw: number[][];
  confident_thresholds: number[];
  num_label_issues: number;
  validated_ids: number[];
  checked_ids: number[];
}

function load(name: string): { golden: Golden; predictions: Predictions } {
  const golden: Golden = JSON.parse(readFileSync(`${folder}golden/${name}_golden.json`, 'utf8'));
  const probabilities = Float64Array.from(readNpy(readFileSync(`${folder}${name}_test_set_pyx.npy`)).data);
  const labels = Int32Array.from(readNpy(readFileSync(`${folder}${name}_test_set_original_labels.npy`)).data);
  return { golden, predictions: { probabilities, labels, classes: golden.k } };
}

function indices(mask: Uint8Array): number[] {
  return [...mask.keys()].filter((i) => mask[i] === 1);
}

function closest(values: Float64Array, expected: ArrayLike<number>): number {
  let worst = 0;
  values.forEach((value, i) => {
    worst = Math.max(worst, Math.abs(value - expected[i]));
  });
  return worst;
}

describe.skipIf(!here).each(['20news', 'mnist'])('confident learning on the published predictions: %s', (name) => {
  const { golden, predictions } = here ? load(name) : { golden: {} as Golden, predictions: {} as Predictions };

  test.each(FILTERS)('%s finds the same samples', (filter) => {
    const found = indices(findLabelIssues(predictions, filter));
    const expected = golden.filters[filter];
    if (['low_self_confidence', 'prune_by_class', 'both'].includes(filter)) {
      // Many given classes have probability 0 exactly; which of those equal ones are taken is arbitrary there.
      const confidence = selfConfidence(predictions);
      const distinct = (rows: number[]) => rows.filter((i) => confidence[i] > 0);
      if (filter !== 'both') expect(found.length).toBe(expected.length);
      expect(distinct(found)).toEqual(distinct(expected));
    } else expect(found).toEqual(expected);
  });

  test('thresholds, joints and the number of issues are the same', () => {
    expect(closest(confidentThresholds(predictions), golden.confident_thresholds)).toBeLessThan(1e-9);
    expect([...confidentJoint(predictions)]).toEqual(golden.confident_joint_raw.flat());
    expect([...calibratedJoint(predictions)]).toEqual(golden.confident_joint_calibrated.flat());
    expect(countLabelIssues(predictions)).toBe(golden.num_label_issues);
  });

  test('scores are the same to 1e-6', () => {
    const expected = (file: string) => readNpy(readFileSync(`${folder}golden/${name}_${file}.npy`)).data;
    expect(closest(selfConfidence(predictions), expected('self_confidence'))).toBeLessThan(1e-6);
    expect(closest(normalizedMargin(predictions), expected('normalized_margin'))).toBeLessThan(1e-6);
    const shifted = adjusted(predictions);
    expect(closest(selfConfidence(shifted), expected('self_confidence+adj'))).toBeLessThan(1e-6);
    expect(closest(normalizedMargin(shifted), expected('normalized_margin+adj'))).toBeLessThan(1e-6);
  });

  test('the published procedure gives the checked samples, and as many validated errors as published', () => {
    const count = name === 'mnist' ? 100 : expectedIssues(predictions);
    const found = [...lowest(rawMargin(predictions), count)].sort((a, b) => a - b);
    expect(found).toEqual([...golden.checked_ids].sort((a, b) => a - b));
    expect(found.length).toBe(name === 'mnist' ? 100 : 93);
    const votes: { id: number; mturk: { given: number } }[] = JSON.parse(
      readFileSync(`${folder}${name}_mturk.json`, 'utf8'),
    );
    const validated = votes.filter(({ id, mturk }) => mturk.given < 3 && found.includes(id)).length;
    expect(validated).toBe(name === 'mnist' ? 15 : 82);
  });
});

test('a class that nobody has, one sample of a class, and bad input', () => {
  const predictions: Predictions = {
    probabilities: Float64Array.of(0.9, 0.1, 0, 0.2, 0.8, 0, 0.6, 0.4, 0),
    labels: Int32Array.of(0, 0, 1),
    classes: 3,
  };
  expect(confidentThresholds(predictions)[2]).toBe(2);
  for (const filter of FILTERS) expect(findLabelIssues(predictions, filter).length).toBe(3);
  expect(() => findLabelIssues({ ...predictions, labels: Int32Array.of(0, 0) })).toThrow(/labels/);
  expect(() => findLabelIssues({ ...predictions, labels: Int32Array.of(0, 0, 3) })).toThrow(/classes/);
  const broken = predictions.probabilities.slice();
  broken[4] = Number.NaN;
  expect(() => findLabelIssues({ ...predictions, probabilities: broken })).toThrow(/Row 1/);
});
