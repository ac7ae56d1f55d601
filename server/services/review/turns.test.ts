import { availableParallelism } from 'node:os';
import type { Sql } from 'postgres';
import { expect, test } from 'vitest';
import { inTurn } from './turns.ts';

/** Only its identity counts. */
const pool = (() => undefined) as unknown as Sql;
const places = Math.max(2, availableParallelism());

test('readers who begin together are served one after the other with all they ask for', async () => {
  const done: string[] = [];
  let together = 0;
  const call = (reader: number, rank: 'next' | 'decide' | 'look') =>
    inTurn(pool, rank, async () => {
      expect(++together).toBeLessThanOrEqual(places);
      await new Promise((go) => setTimeout(go, 2));
      together--;
      done.push(`${reader} ${rank}`);
    });
  const reader = async (n: number) => {
    await call(n, 'look');
    await call(n, 'decide');
    await call(n, 'next');
  };
  const readers = places * 5;
  await Promise.all(Array.from({ length: readers }, (_, n) => reader(n)));
  expect(done).toHaveLength(readers * 3);
  // Those who came first are through before those who came last have begun.
  for (let n = 0; n < readers - 2 * places; n++)
    expect(done.indexOf(`${n} next`)).toBeLessThan(done.indexOf(`${n + 2 * places} look`));
});

test('a place is free again after work that failed', async () => {
  const fail = () => inTurn(pool, 'next', () => Promise.reject(new Error('no')));
  const all = await Promise.allSettled(Array.from({ length: places * 3 }, fail));
  expect(all.every((a) => a.status === 'rejected')).toBe(true);
  expect(await inTurn(pool, 'look', async () => 'served')).toBe('served');
});
