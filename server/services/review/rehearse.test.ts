import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { next } from '#/server/testing/reviewing.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { rehearse } from './rehearse.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

const planned = async () => {
  const tx = await t.quick.reserve();
  const [row] = await tx<{ inserts: number }[]>`
    select count(*)::int as inserts from pg_prepared_statements where statement like '%insert into lease%' and statement not like '%pg_prepared%'`;
  tx.release();
  return row!.inserts;
};

test('without a dataset there is nothing to rehearse', async () => {
  await rehearse(lead);
  expect(await planned()).toBe(0);
});

test('a rehearsal plans the statements of a draw and leaves nothing behind, the audit included', async () => {
  const s = await scoredDataset(lead, { samples: 60, settings: { auditShare: 0.5 } });
  await rehearse(lead);
  expect(await planned()).toBeGreaterThanOrEqual(3);
  expect(await t.sql`select id from lease`).toHaveLength(0);
  expect(await t.sql`select cursor from audit where cursor > 0`).toHaveLength(0);
  expect(await next(lead, s, 10)).toHaveLength(10);
});

test('a rehearsal that fails gives every connection back', async () => {
  await scoredDataset(lead, { samples: 20 });
  await t.sql`alter table lease rename to lease_away`;
  await expect(rehearse(lead)).rejects.toThrow('lease');
  await t.sql`alter table lease_away rename to lease`;
  const all = await Promise.all(Array.from({ length: t.quick.options.max }, () => t.quick.reserve()));
  for (const tx of all) {
    expect(await tx`select 1 as one`).toEqual([{ one: 1 }]);
    tx.release();
  }
});
