import type { Sql } from 'postgres';
import { expect, test } from 'vitest';
import { servedAtOnce, storedAtOnce } from '#/db/client.ts';
import { inTurn } from './turns.ts';

/** Only its identity counts. */
const pool = () => (() => undefined) as unknown as Sql;
const soon = () => new Promise((go) => setTimeout(go, 2));

test('those who ask together are served in the order they came, a few at a time', async () => {
  const sql = pool();
  const done: number[] = [];
  let together = 0;
  const all = Array.from({ length: servedAtOnce * 5 }, (_, n) =>
    inTurn(sql, 'next', async () => {
      expect(++together).toBeLessThanOrEqual(servedAtOnce);
      await soon();
      together--;
      done.push(n);
    }),
  );
  await Promise.all(all);
  expect(done).toEqual(all.map((_, n) => n));
});

test('answers go before looks', async () => {
  const sql = pool();
  const done: string[] = [];
  const call = (rank: 'decide' | 'look') =>
    inTurn(sql, rank, async () => {
      await soon();
      done.push(rank);
    });
  const taken = Array.from({ length: storedAtOnce }, () => call('look'));
  await Promise.all([...taken, call('look'), call('decide')]);
  expect(done.slice(storedAtOnce)).toEqual(['decide', 'look']);
});

test('who waits for a sample is served while every answer waits for the disk', async () => {
  const sql = pool();
  let stored = () => {};
  const disk = new Promise<void>((go) => {
    stored = go;
  });
  const answers = Array.from({ length: storedAtOnce + 3 }, () => inTurn(sql, 'decide', () => disk));
  expect(await inTurn(sql, 'next', async () => 'served')).toBe('served');
  stored();
  await Promise.all(answers);
});

test('a place is free again after work that failed', async () => {
  const sql = pool();
  const fail = () => inTurn(sql, 'next', () => Promise.reject(new Error('no')));
  const all = await Promise.allSettled(Array.from({ length: servedAtOnce * 3 }, fail));
  expect(all.every((a) => a.status === 'rejected')).toBe(true);
  expect(await inTurn(sql, 'next', async () => 'served')).toBe('served');
});
