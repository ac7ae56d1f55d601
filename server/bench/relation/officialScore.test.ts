import { expect, test } from 'vitest';
import { officialScore } from './officialScore.ts';

test('a wrong direction is wrong, and Other has no part in the average', () => {
  const gold = ['A(e1,e2)', 'A(e2,e1)', 'B(e1,e2)', 'Other', 'Other'];
  const said = ['A(e1,e2)', 'A(e1,e2)', 'B(e1,e2)', 'B(e1,e2)', 'Other'];
  const { macro, relations } = officialScore(gold, said);
  expect(relations).toEqual([
    { relation: 'A', precision: 0.5, recall: 0.5, f1: 0.5 },
    { relation: 'B', precision: 0.5, recall: 1, f1: 2 / 3 },
  ]);
  expect(macro).toBeCloseTo((0.5 + 2 / 3) / 2, 12);
  expect(officialScore(gold, gold).macro).toBe(1);
});
