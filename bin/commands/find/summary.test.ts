import { expect, test } from 'vitest';
import type { FindReport } from './report.ts';
import { summaryOf } from './summary.ts';

const report = (wrong: number): FindReport => ({
  ids: ['a', 'b', 'c', 'd'],
  classes: ['neg', 'pos'],
  given: Int32Array.of(0, 0, 1, 1),
  givenLabel: (row) => (row < 2 ? 'neg' : 'pos'),
  suggestedLabel: () => null,
  pSuggested: new Float32Array(4),
  isIssue: new Uint8Array(4),
  quality: new Float32Array(4),
  doubt: new Float32Array(4),
  signals: {},
  wrong,
  variance: null,
  noiseMatrix: Float64Array.of(0.99, 0.01, 0.02, 0.98),
  method: 'a method',
  backend: null,
  seed: 0,
  durations: {},
});

test('mistakes are listed only where a label is estimated to be wrong', () => {
  expect(summaryOf(report(0.2))).toContain('about 0.');
  expect(summaryOf(report(0.2))).not.toContain('mistakes');
  expect(summaryOf(report(1))).toContain(
    'Most common mistakes:\n  2.0% of what is pos is labelled neg\n  1.0% of what is neg is labelled pos',
  );
});
