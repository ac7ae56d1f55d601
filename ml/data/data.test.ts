import { expect, test } from 'vitest';
import { haveDigits, readDigits } from './digits.ts';
import { haveNews, readNews } from './news.ts';
import { haveNoise, readNoise } from './noise.ts';

test.skipIf(!haveDigits() || !haveNoise('digits'))('shared digits and their noise belong together', () => {
  const { labels, pixels, count } = readDigits();
  expect([count, pixels.length]).toEqual([10_000, 7_840_000]);
  const noisy = readNoise('digits', 'sym10', 1);
  const wrong = labels.reduce((sum, label, i) => sum + (label === noisy[i] ? 0 : 1), 0);
  expect(wrong / count).toBeGreaterThan(0.08);
  expect(wrong / count).toBeLessThan(0.12);
});

test.skipIf(!haveNews())('shared newsgroups', () => {
  const { texts, labels } = readNews(500);
  expect([texts.length, labels.length]).toEqual([500, 500]);
  expect(Math.max(...labels)).toBeLessThan(20);
});
