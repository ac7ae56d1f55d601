import { describe, expect, it } from 'vitest';
import { minutesRead, startOfDay } from './breaks.ts';

describe('minutesRead', () => {
  const now = Date.parse('2026-01-01T10:00:00.000Z');
  it.each<[string | null, number | null]>([
    [null, null],
    ['2026-01-01T09:09:30.000Z', 50],
    ['2026-01-01T10:00:10.000Z', 0],
  ])('since %s', (since, minutes) => expect(minutesRead(since, now)).toBe(minutes));
});

it('the day begins at midnight where the reader is', () => {
  const evening = new Date(2026, 4, 3, 23, 59);
  expect(Date.parse(startOfDay(evening))).toBe(new Date(2026, 4, 3).getTime());
});
