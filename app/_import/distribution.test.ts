import { expect, it } from 'vitest';
import { distribution } from './distribution.ts';

it('orders by count, scales by the longest, folds the tail', () => {
  const { rows, total, folded } = distribution([
    { label: 'b', count: 10 },
    { label: 'a', count: 30 },
    ...Array.from({ length: 20 }, (_, k) => ({ label: `z${k}`, count: 1 })),
  ]);
  expect(total).toBe(60);
  expect(folded).toBe(2);
  expect(rows[0]).toEqual({ label: 'a', count: 30, share: 0.5, length: 1 });
  expect(rows[1].length).toBeCloseTo(1 / 3);
});
