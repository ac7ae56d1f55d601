import { afterAll, beforeAll, expect, test } from 'vitest';
import { releaseLeases } from '#/server/services/review/release.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, next, say } from '#/server/testing/reviewing.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { openSample } from './open.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

/** Forty samples, and those of the first ten that a reader was shown without a suggestion. */
async function shownPlainly() {
  const s = await scoredDataset(lead, { samples: 40, settings: { auditShare: 0.1 } });
  const ann = await testCtx(t, 'annotator');
  const items = await next(ann, s, 10);
  const plain = items.filter((i) => i.suggestion === null).map((i) => i.sample.id);
  expect(plain).toHaveLength(2);
  return { s, ann, items, plain };
}

const suggestions = (items: { sample: { id: string }; suggestion: unknown }[], of: string[]) =>
  items.filter((i) => of.includes(i.sample.id)).map((i) => i.suggestion);

test.each(['released', 'expired'] as const)('what was shown plainly and %s comes back plainly', async (how) => {
  const { s, ann, items, plain } = await shownPlainly();
  if (how === 'released') await releaseLeases({ ctx: ann, input: { leaseIds: items.map((i) => i.leaseId) } });
  else await t.sql`update lease set expires_at = now() where dataset_id = ${s.datasetId}`;
  const again = await next(ann, s, 40);
  expect(again.length).toBe(40);
  expect(suggestions(again, plain)).toEqual([null, null]);
});

test('another reader is shown it like any other', async () => {
  const { s, ann, items } = await shownPlainly();
  await releaseLeases({ ctx: ann, input: { leaseIds: items.map((i) => i.leaseId) } });
  const bob = await testCtx(t, 'annotator');
  // The audit's own draws are plain for everybody; the suspicious one beside it was so for Ann alone.
  const drawn = await t.sql<{ sample_id: string }[]>`
    select sample_id from lease where dataset_id = ${s.datasetId} and plain and not audit`;
  expect(drawn).toHaveLength(1);
  await t.sql`update dataset set settings = settings || '{"auditShare": 0}' where id = ${s.datasetId}`;
  const his = await next(bob, s, 40);
  expect(suggestions(his, [drawn[0]!.sample_id])).not.toEqual([null]);
});

test('opened by its id it is as plain as it was in the queue', async () => {
  const { s, ann, items, plain } = await shownPlainly();
  await releaseLeases({ ctx: ann, input: { leaseIds: items.map((i) => i.leaseId) } });
  for (const sampleId of plain) {
    const item = await openSample({ ctx: ann, input: { slug: s.slug, sampleId } });
    expect(item).toMatchObject({ suggestion: null, reasons: [], neighbors: [] });
  }
});

test('a second reading of it is plain as well', async () => {
  const { s, ann, items, plain } = await shownPlainly();
  await t.sql`
    update queue set policy = '{"secondReading": {"changes": 1, "keeps": 1}}' where id = ${s.queueId}`;
  await releaseLeases({ ctx: ann, input: { leaseIds: items.map((i) => i.leaseId) } });
  const bob = await testCtx(t, 'annotator');
  const his = (await next(bob, s, 40)).filter((i) => plain.includes(i.sample.id));
  expect(his).toHaveLength(2);
  await say(bob, ...his.map((i) => keep(i)));
  await t.sql`update sample_state set decided_at = now() - interval '1 minute' where dataset_id = ${s.datasetId}`;
  const seen = [];
  for (let i = 0; i < 6; i++) {
    const batch = await next(ann, s, 10);
    seen.push(...batch);
    await say(ann, ...batch.map((i) => keep(i)));
  }
  const kinds = await t.sql`
    select kind, plain from lease where user_id = ${ann.actor.kind === 'user' ? ann.actor.userId : ''}
      and sample_id = any(${plain}::bigint[]) and kind = 'second'`;
  expect([...kinds]).toEqual([
    { kind: 'second', plain: true },
    { kind: 'second', plain: true },
  ]);
  expect(suggestions(seen, plain)).toEqual([null, null]);
});

test('how many are shown plainly is a setting of its own; without one it is as many as the audit draws', async () => {
  const plainOf = async (settings: object) => {
    const s = await scoredDataset(lead, { samples: 40, settings });
    return (await next(await testCtx(t, 'annotator'), s, 20)).filter((i) => i.suggestion === null).length;
  };
  expect(await plainOf({ auditShare: 0.1 })).toBe(4);
  expect(await plainOf({ auditShare: 0, anchoringShare: 0.25 })).toBe(5);
  expect(await plainOf({ auditShare: 0.1, anchoringShare: 0 })).toBe(2);
});
