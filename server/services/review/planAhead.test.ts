import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { next } from '#/server/testing/reviewing.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { planAhead } from './planAhead.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());

/** By connection, the texts of a draw's statements that it has planned. */
async function planned(): Promise<Map<number, string[]>> {
  const all = await Promise.all(Array.from({ length: t.quick.options.max }, () => t.quick.reserve()));
  const texts = new Map<number, string[]>();
  for (const tx of all) {
    const rows = await tx<{ pid: number; statement: string }[]>`
      select pg_backend_pid() as pid, statement from pg_prepared_statements order by statement`;
    texts.set(
      rows[0]!.pid,
      rows.map((r) => r.statement).filter((text) => /insert into lease|from neighbors|f\.upto/.test(text)),
    );
    tx.release();
  }
  return texts;
}

test('after a round every connection has planned what the next draw sends, and nothing has changed', async () => {
  const lead = await testCtx(t, 'lead');
  const s = await scoredDataset(lead, { samples: 60, settings: { auditShare: 0.2 } });
  await planAhead(t.quick, s);
  expect([...(await planned()).values()].flat()).toEqual([]);
  expect(await next(lead, s, 10)).toHaveLength(10);
  const state = () =>
    t.sql`select (select count(*) from lease) as leases, (select json_agg(audit) from audit) as audit`;
  const before = await state();
  await planAhead(t.quick, s);
  expect(await state()).toEqual(before);
  const texts = await planned();
  for (const each of texts.values()) expect(each.length).toBeGreaterThanOrEqual(6);
  const ann = await testCtx(t, 'annotator');
  expect(await next(ann, s, 10)).toHaveLength(10);
  expect(await planned()).toEqual(texts);
});
