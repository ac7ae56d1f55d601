import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { calibratedJoint, confidentJoint, confidentThresholds } from '#/ml/classic/confident-joint.ts';
import { findLabelIssues } from '#/ml/classic/find-label-issues.ts';
import { countLabelIssues, FILTERS } from '#/ml/classic/label-issues.ts';
import type { Predictions } from '#/ml/classic/predictions.ts';
import { adjustedScores, normalizedMargin, selfConfidence } from '#/ml/classic/scores.ts';
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
  checked_ids: number[];
}

function load(name: string): { golden: Golden; predictions: Predictions & { probabilities: Float64Array } } {
  const golden: Golden = JSON.parse(readFileSync(`${folder}golden/${name}_golden.json`, 'utf8'));
  const probabilities = Float64Array.from(readNpy(readFileSync(`${folder}${name}_test_set_pyx.npy`)).data);
  const labels = Int32Array.from(readNpy(readFileSync(`${folder}${name}_test_set_original_labels.npy`)).data);
  return { golden, predictions: { probabilities, labels, classes: golden.k } };
}

const indices = (mask: Uint8Array) => [...mask.keys()].filter((i) => mask[i] === 1);

function farthest(values: Float64Array, expected: ArrayLike<number>): number {
  let worst = 0;
  for (let i = 0; i < values.length; i++) worst = Math.max(worst, Math.abs(values[i] - expected[i]));
  return worst;
}

describe.skipIf(!here).each(['20news', 'mnist'])('equal to cleanlab 2.9.0 on the published predictions: %s', (name) => {
  const { golden, predictions } = here ? load(name) : ({} as ReturnType<typeof load>);
  const find = (filterBy: (typeof FILTERS)[number], more = {}) =>
    findLabelIssues({ labels: predictions.labels, predProbs: predictions.probabilities, filterBy, ...more });

  test.each(FILTERS.filter((f) => f !== 'published'))('%s finds the same samples', (filter) => {
    expect(indices(find(filter).isLabelIssue)).toEqual(golden.filters[filter]);
  });

  test('thresholds, joints and the number of issues are the same', () => {
    expect(farthest(confidentThresholds(predictions), golden.confident_thresholds)).toBeLessThan(1e-9);
    expect([...confidentJoint(predictions)]).toEqual(golden.confident_joint_raw.flat());
    expect([...calibratedJoint(predictions)]).toEqual(golden.confident_joint_calibrated.flat());
    expect(countLabelIssues(predictions)).toBe(golden.num_label_issues);
    expect([...find('both', { joint: 'uncalibrated' }).joint]).toEqual(golden.confident_joint_raw.flat());
  });

  test('a joint handed in counts as the one computed', () => {
    const given = Float64Array.from(golden.confident_joint_calibrated.flat());
    expect(indices(find('both', { joint: given }).isLabelIssue)).toEqual(golden.filters.both);
  });

  test('scores are the same to 1e-6', () => {
    const expected = (file: string) => readNpy(readFileSync(`${folder}golden/${name}_${file}.npy`)).data;
    expect(farthest(selfConfidence(predictions), expected('self_confidence'))).toBeLessThan(1e-6);
    expect(farthest(normalizedMargin(predictions), expected('normalized_margin'))).toBeLessThan(1e-6);
    const shifted = adjustedScores(predictions);
    expect(farthest(shifted.selfConfidence, expected('self_confidence+adj'))).toBeLessThan(1e-6);
    expect(farthest(shifted.normalizedMargin, expected('normalized_margin+adj'))).toBeLessThan(1e-6);
  });

  test('the published procedure gives the checked samples, and as many validated errors as published', () => {
    const found = indices(find('published', name === 'mnist' ? { count: 100 } : {}).isLabelIssue);
    expect(found).toEqual(golden.checked_ids.toSorted((a, b) => a - b));
    expect(found.length).toBe(name === 'mnist' ? 100 : 93);
    const votes: { id: number; mturk: { given: number } }[] = JSON.parse(
      readFileSync(`${folder}${name}_mturk.json`, 'utf8'),
    );
    const validated = votes.filter(({ id, mturk }) => mturk.given < 3 && found.includes(id)).length;
    expect(validated).toBe(name === 'mnist' ? 15 : 82);
  });

  test('single precision finds the same where it can tell the values apart', () => {
    const predProbs = Float32Array.from(predictions.probabilities);
    const { isLabelIssue } = findLabelIssues({ labels: predictions.labels, predProbs, filterBy: 'confident_learning' });
    expect(indices(isLabelIssue)).toEqual(golden.filters.confident_learning);
  });
});

test('a class that nobody has, and one sample of a class', () => {
  const input = { labels: [0, 0, 1], predProbs: [0.9, 0.1, 0, 0.2, 0.8, 0, 0.6, 0.4, 0] };
  const predProbs = Float64Array.from(input.predProbs);
  expect(findLabelIssues({ labels: input.labels, predProbs }).thresholds[2]).toBe(2);
  for (const filterBy of FILTERS)
    expect(findLabelIssues({ labels: input.labels, predProbs, filterBy }).isLabelIssue.length).toBe(3);
});

test('samples without a label take no part', () => {
  const predProbs = [
    [0.9, 0.1],
    [0.1, 0.9],
    [0.2, 0.8],
    [0.05, 0.95],
    [0.8, 0.2],
  ];
  const all = findLabelIssues({ labels: [0, 1, 1, 0, 0], predProbs });
  const some = findLabelIssues({ labels: [0, 1, 1, 0, 0, -1], predProbs: [...predProbs, [0.01, 0.99]] });
  expect([...some.joint]).toEqual([...all.joint]);
  expect([...some.ranked]).toEqual([...all.ranked]);
  expect(some.labelQuality[5]).toBe(1);
});
