import { expect, test } from 'vitest';
import { flightOf } from './flight.ts';

/** Steps of 16 ms at so many pixels each, in a window 720 high. */
function scroll(pixels: number, steps: number) {
  const flies = flightOf();
  return Array.from({ length: steps }, (_, k) => flies({ y: k * pixels, at: k * 16 }, 720));
}

test('reading speed is none', () => {
  expect(scroll(50, 20)).not.toContain(true);
});

test('a fling flies from its second fast step on', () => {
  expect(scroll(500, 5)).toEqual([false, false, true, true, true]);
});

test('one leap is none, nor are two with a pause between', () => {
  const flies = flightOf();
  expect(flies({ y: 0, at: 0 }, 720)).toBe(false);
  expect(flies({ y: 900_000, at: 16 }, 720)).toBe(false);
  expect(flies({ y: 0, at: 400 }, 720)).toBe(false);
});
