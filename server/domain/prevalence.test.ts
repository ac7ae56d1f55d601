import { expect, test } from 'vitest';
import { accuracyAt, crossover } from './prevalence.ts';

test('two models cross where their lines do, and only between 0 and 1', () => {
  const large = { onCorrected: 0.2, onRest: 0.8 };
  const small = { onCorrected: 0.5, onRest: 0.7 };
  const share = crossover(large, small) ?? -1;
  expect(share).toBeCloseTo(0.25, 12);
  expect(accuracyAt(large, share)).toBeCloseTo(accuracyAt(small, share), 12);
  expect(crossover(large, { onCorrected: 0.1, onRest: 0.7 })).toBeNull();
  expect(crossover(large, large)).toBeNull();
});
