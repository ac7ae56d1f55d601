import { expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { findLabelIssues } from '#/ml/classic/find-label-issues.ts';
import { BLOCK_VALUES, type ProbabilityRows } from '#/ml/classic/predictions.ts';

const classes = 1000;

function fillRow(row: number, label: number, into: Float64Array): void {
  const random = seeded(row + 1);
  const truth = random.uniform() < 0.1 ? random.below(classes) : label;
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += into[c] = random.uniform() ** 8 + (c === truth ? 150 : 0);
  for (let c = 0; c < classes; c++) into[c] /= sum;
}

/** Counts what is asked for; one block of memory serves all. */
function counted(whole: Float64Array) {
  const seen = { most: 0, values: 0 };
  const memory = new Float64Array(BLOCK_VALUES);
  const source: ProbabilityRows = {
    read(from, to) {
      const block = memory.subarray(0, (to - from) * classes);
      block.set(whole.subarray(from * classes, to * classes));
      seen.most = Math.max(seen.most, block.length);
      seen.values += block.length;
      return block;
    },
  };
  return { source, seen };
}

test('2,500 × 1,000 are read in blocks of a megavalue, four times at most, with the same result', () => {
  const labels = Int32Array.from({ length: 2500 }, (_, i) => (i * 7) % classes);
  const whole = new Float64Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) fillRow(i, labels[i], whole.subarray(i * classes, (i + 1) * classes));
  for (const filterBy of ['prune_by_noise_rate', 'both', 'low_normalized_margin'] as const) {
    const { source, seen } = counted(whole);
    const found = findLabelIssues({ labels, predProbs: source, classes, filterBy });
    expect(found.ranked.length).toBeGreaterThan(10);
    expect(seen.most).toBeLessThanOrEqual(BLOCK_VALUES);
    expect(seen.values).toBeLessThanOrEqual(4 * whole.length);
    const { joint, ...rest } = findLabelIssues({ labels, predProbs: whole, filterBy });
    // A million counts one by one take the test runner seconds.
    expect(joint.every((count, at) => count === found.joint[at])).toBe(true);
    expect({ ...found, joint: null }).toEqual({ ...rest, joint: null });
  }
});
