import { expect, it } from 'vitest';
import { batchesOf } from './batches.ts';

const sized = (size: number) => ({ path: 'a', file: { size } as File });

it('bounds requests by count and by bytes, and loses nothing', () => {
  const many = Array.from({ length: 601 }, () => sized(10));
  expect(batchesOf(many).map((b) => b.length)).toEqual([250, 250, 101]);
  const large = [sized(60_000_000), sized(5_000_000), sized(900_000_000), sized(1)];
  expect(batchesOf(large).map((b) => b.length)).toEqual([1, 1, 1, 1]);
});
