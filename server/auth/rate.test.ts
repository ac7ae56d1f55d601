import { expect, test } from 'vitest';
import { rateLimit } from './rate.ts';

test('a burst, then the rate, per key', () => {
  let now = 0;
  const may = rateLimit({ perSecond: 2, burst: 3 }, () => now);
  const ask = (n: number, key = 'a') => Array.from({ length: n }, () => may(key));
  expect(ask(4)).toEqual([true, true, true, false]);
  expect(ask(1, 'b')).toEqual([true]);
  now = 500;
  expect(ask(2)).toEqual([true, false]);
  now = 60_000;
  expect(ask(4)).toEqual([true, true, true, false]);
});
