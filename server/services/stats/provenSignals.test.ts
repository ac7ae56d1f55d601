import { expect, test } from 'vitest';
import { provenSignals } from './provenSignals.ts';

test('signals with figures, the most often right first, each with its interval', () => {
  const found = provenSignals({
    estimatedNoise: 0.1,
    'judged:hard-to-learn': 40,
    'precision:hard-to-learn': 0.25,
    'judged:neighbors-disagree': 100,
    'precision:neighbors-disagree': 0.8,
    'precision:model-disagrees': 0.5,
  });
  expect(found.map(({ name, judged }) => [name, judged])).toEqual([
    ['Neighbours disagree', 100],
    ['Hard to learn', 40],
  ]);
  expect(found[0]?.precision.value).toBeCloseTo(0.8);
  expect(found[0]?.precision.low).toBeCloseTo(0.7112, 3);
  expect(found[0]?.precision.high).toBeCloseTo(0.8667, 3);
});
