import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, next, say } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { lookFromTop } from './lookFromTop.ts';
import { markRanks } from './markRanks.ts';
import { takeLook } from './positions.ts';
import { farthest, rankStatement, readRanks } from './rank.ts';
import { releaseLeases } from './release.ts';
import { loadServing } from './serving.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

async function drawing(ctx: TestCtx, s: Scored) {
  const { userId, queue, classes, eventsSince } = await loadServing(ctx, { queueId: String(s.queueId), limit: 10 });
  return { sql: ctx.quick, queue, classes, roundId: s.roundId, userId, leaseMinutes: 10, eventsSince };
}

test('a sample handed back far above the place where draws begin is drawn again after the next look', async () => {
  const s = await scoredDataset(lead, { samples: 200, settings: { auditShare: 0 } });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  const first = (await next(bob, s, 1))[0]!;
  for (let i = 0; i < 8; i++) await say(ann, ...(await next(ann, s)).map((item) => keep(item)));
  await releaseLeases({ ctx: bob, input: { leaseIds: [first.leaseId] } });
  const drawn = await next(ann, s, 5);
  expect(drawn.map((i) => i.sample.id)).not.toContain(first.sample.id);
  const d = await drawing(ann, s);
  expect(takeLook(d)).toBe(false);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6000 });
  await lookFromTop(t.sql, d).finally(() => vi.useRealTimers());
  const [back] = await next(await testCtx(t, 'annotator'), s, 1);
  expect(back?.sample.id).toBe(first.sample.id);
});

test('a rank is the number of samples above, in whatever order values are asked for', async () => {
  const s = await scoredDataset(lead, { samples: 300, settings: { auditShare: 0 } });
  const d = await drawing(await testCtx(t, 'annotator'), s);
  const rows = await t.sql<{ id: string; v: number }[]>`
    select sample_id as id, suspicion as v from score where round_id = ${s.roundId}`;
  const values = rows.map((r) => r.v);
  const pick = (i: number) => rows[(i * 7919) % rows.length]!;
  for (let from = 0; from < 60; from += 6) {
    const asked = Array.from({ length: 6 }, (_, i) => pick(from + i));
    const ids = t.quick`${asked.map((a) => a.id)}::bigint[]`;
    const ranks = readRanks(d, await rankStatement(t.quick, d, ids));
    for (const { v } of asked) expect(ranks.get(v)).toBe(1 + values.filter((o) => o > v).length);
  }
});

test('a rank far from every known one is left out until ranks are marked throughout the queue', async () => {
  const s = await scoredDataset(lead, { samples: farthest + 900, settings: { auditShare: 0 } });
  const d = await drawing(await testCtx(t, 'annotator'), s);
  const order = await t.sql<{ id: string; v: number }[]>`
    select sample_id as id, suspicion as v from score where round_id = ${s.roundId} order by suspicion desc`;
  const near = order[40]!;
  const far = order.at(-100)!;
  const rankOf = (v: number) => 1 + order.filter((o) => o.v > v).length;
  const ranks = async () => readRanks(d, await rankStatement(t.quick, d, t.quick`${[near.id, far.id]}::bigint[]`));
  const before = await ranks();
  expect(before.get(near.v)).toBe(rankOf(near.v));
  expect(before.has(far.v)).toBe(false);
  await markRanks(t.sql, d);
  const after = await ranks();
  expect(after.get(near.v)).toBe(rankOf(near.v));
  expect(after.get(far.v)).toBe(rankOf(far.v));
});
