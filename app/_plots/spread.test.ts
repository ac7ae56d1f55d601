import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spread } from './spread.ts';

describe('spread', () => {
  it('leaves labels that do not collide', () => expect(spread([10, 100], 30, 0, 200)).toEqual([10, 100]));
  it('parts those that do, in their order', () => expect(spread([52, 50], 30, 0, 200)).toEqual([80, 50]));
  it('pushes back from the end', () => expect(spread([195, 199], 30, 0, 200)).toEqual([170, 200]));

  it('keeps the gap whenever there is room', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 }), (wanted) => {
        const placed = spread(wanted, 30, 0, 300).sort((a, b) => a - b);
        for (let k = 1; k < placed.length; k++) expect(placed[k] - placed[k - 1]).toBeGreaterThanOrEqual(30 - 1e-9);
      }),
    ));
});
