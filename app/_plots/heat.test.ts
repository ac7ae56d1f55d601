import { describe, expect, it } from 'vitest';
import { heatRows, hottest, nextCell } from './heat.ts';

const rows = heatRows({
  classes: ['a', 'b', 'c'],
  folded: 0,
  cells: [
    { given: 'a', suggested: 'b', count: 16 },
    { given: 'a', suggested: 'c', count: 4 },
    { given: 'c', suggested: 'a', count: 1 },
    { given: 'b', suggested: 'b', count: 9 },
  ],
});

describe('noise matrix', () => {
  it('leaves zeros and the diagonal empty', () => {
    expect(rows[1]).toEqual([null, null, null]);
    expect(rows[0][0]).toBeNull();
  });

  it('washes by the square root of the count, at most 70%', () => {
    expect(rows[0][1]?.wash).toBe(70);
    expect(rows[0][2]?.wash).toBe(8 + 62 / 2);
  });

  it('starts at the largest count', () => expect(hottest(rows)).toEqual([0, 1]));

  it('moves to the nearest count on that side', () => {
    expect(nextCell(rows, [0, 1], 'ArrowRight')).toEqual([0, 2]);
    expect(nextCell(rows, [0, 1], 'ArrowDown')).toEqual([2, 0]);
    expect(nextCell(rows, [0, 1], 'ArrowUp')).toBeNull();
    expect(nextCell(rows, [2, 0], 'ArrowUp')).toEqual([0, 1]);
  });
});
