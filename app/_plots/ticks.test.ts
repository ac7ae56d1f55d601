import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTicksUpTo, ticksUpTo } from './ticks.ts';

describe('ticks', () => {
  it('takes round steps', () => {
    expect(ticksUpTo(8.2)).toEqual([0, 3, 6, 9]);
    expect(ticksUpTo(0.034)).toEqual([0, 0.02, 0.04]);
    expect(ticksUpTo(0)).toEqual([0, 1]);
    expect(countTicksUpTo(3)).toEqual([0, 1, 2, 3]);
    expect(countTicksUpTo(7)).toEqual([0, 3, 6, 9]);
  });

  it('starts at zero, reaches the maximum and has at most four, for any maximum', () =>
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (max) => {
        const ticks = ticksUpTo(max);
        expect(ticks[0]).toBe(0);
        expect(ticks.length).toBeLessThanOrEqual(4);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * (1 - 1e-9));
      }),
    ));

  it('counts in whole numbers', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (max) => {
        const ticks = countTicksUpTo(max);
        expect(ticks.every(Number.isInteger)).toBe(true);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
      }),
    ));
});
