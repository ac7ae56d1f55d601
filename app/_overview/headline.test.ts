import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headline, oneInEvery } from './headline.ts';

describe('headline figures', () => {
  it('add up on the screen, whatever the estimate', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.double({ min: 0, max: 1e5, noNaN: true }), (found, rest) => {
        const around = (value: number) => ({ value, low: value, high: value });
        const h = headline({
          first: around(found + rest),
          found,
          remaining: around(rest),
          firstShare: around(0.1),
          nowShare: around(0.1),
        });
        expect(h.first).toBe(h.found + h.remaining);
        expect(Math.abs(h.first - (found + rest))).toBeLessThanOrEqual(0.5);
      }),
    ));

  it('says how often a decision changes a label', () => {
    expect(oneInEvery(0, 10)).toBeNull();
    expect(oneInEvery(10, 10)).toBe('nearly every decision');
    expect(oneInEvery(412, 1240)).toBe('one in every 3 decisions');
    expect(oneInEvery(4, 10)).toBe('one in every 2.5 decisions');
    expect(oneInEvery(3, 100)).toBe('one in every 33 decisions');
  });
});
