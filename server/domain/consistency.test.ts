import { expect, test } from 'vitest';
import { consistencyOf, doubtedBelow } from './consistency.ts';
import type { EvidenceRow } from './question.ts';

const rows = (...fits: (boolean | null)[]): EvidenceRow[] =>
  fits.map((fit, i) => ({
    questionId: i,
    kind: 'specific',
    question: '?',
    expected: 'yes',
    answer: null,
    fits: fit,
    readers: [],
  }));

test('matched over answered; what was not answered counts neither way', () => {
  expect(consistencyOf(rows(true, true, false, null, null, false))).toEqual({ matched: 2, answered: 4, value: 0.5 });
  expect(consistencyOf(rows(true, null)).value).toBe(1);
  expect(consistencyOf(rows(null, null))).toEqual({ matched: 0, answered: 0, value: null });
});

test('a tie is not doubted', () => {
  expect(consistencyOf(rows(true, false)).value! < doubtedBelow).toBe(false);
  expect(consistencyOf(rows(true, false, false)).value! < doubtedBelow).toBe(true);
});

test("the newest person's answer overrides the model and fills a gap", () => {
  const [yes, gap] = rows(true, null);
  yes!.readers = [
    { userId: 'b', answer: 'no', fits: false },
    { userId: 'a', answer: 'yes', fits: true },
  ];
  gap!.readers = [{ userId: 'a', answer: 'yes', fits: true }];
  expect(consistencyOf([yes!, gap!])).toEqual({ matched: 1, answered: 2, value: 0.5 });
});
