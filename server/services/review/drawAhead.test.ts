import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readPolicy } from '#/server/domain/queuePolicy.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { commitBulk } from '#/server/services/bulk/commit.ts';
import { sampleHistory } from '#/server/services/history/get.ts';
import { loadClasses } from '#/server/services/queues/classes.ts';
import { requireQueue } from '#/server/services/queues/require.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { expectConsistent, keep, next, say, statuses } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { drawAhead, drawAheadAgain, startDrawingAhead, takeSetAside } from './drawAhead.ts';
import { openSample } from './open.ts';
import { requireReader } from './reader.ts';

let t: TestDatabase;
let lead: TestCtx;
let ann: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  startDrawingAhead(t.quick);
});
afterAll(() => t.close());
beforeEach(async () => {
  lead = await testCtx(t, 'lead');
  ann = await testCtx(t, 'annotator');
});

/** Enough that samples are drawn ahead: none of them for the audit, so that ranks tell them apart. */
const large = (more: object = {}) => scoredDataset(lead, { samples: 600, settings: { auditShare: 0 }, ...more });

const open = async (s: Scored, ctx: TestCtx): Promise<number[]> => {
  const rows = await t.sql<{ sample_id: string }[]>`
    select sample_id from lease where dataset_id = ${s.datasetId} and user_id = ${requireReader(ctx).userId} and ended_at is null
    order by served_at`;
  return rows.map((r) => s.ids.indexOf(Number(r.sample_id)));
};

/** Waits until so many samples are leased to the reader. */
const until = (s: Scored, ctx: TestCtx, count: number) =>
  vi.waitFor(async () => expect(await open(s, ctx)).toHaveLength(count), { timeout: 5000, interval: 20 });

/** Rows of the samples that are shown. */
const rows = (items: ReviewItem[]) => items.map((i) => Number(i.sample.externalId?.slice(1)));

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** Ways to the database over these connections while `work` runs. */
async function flights<T>(work: () => Promise<T>): Promise<{ answer: T; ways: number }> {
  const reserve = vi.spyOn(t.quick, 'reserve');
  try {
    return { answer: await work(), ways: reserve.mock.calls.length };
  } finally {
    reserve.mockRestore();
  }
}

describe('the next batch of a reader who was served', () => {
  test('is drawn meanwhile, and served with one way to the database', async () => {
    const s = await large();
    const first = await next(lead, s);
    expect(rows(first)).toEqual(range(0, 10));
    await until(s, lead, 20);
    await say(lead, ...first.map((i) => keep(i)));
    const { answer, ways } = await flights(() => next(lead, s));
    expect(ways).toBe(1);
    expect(rows(answer)).toEqual(range(10, 20));
    expect(answer.every((i) => i.neighbors.length > 0 && i.rank !== null && i.suggestion !== null)).toBe(true);
    expect(statuses(await say(lead, ...answer.map((i) => keep(i))))).toEqual(Array(10).fill('accepted'));
    await expectConsistent(t, s);
  });

  test('follows on what they still hold', async () => {
    const s = await large();
    const first = await next(lead, s);
    await until(s, lead, 20);
    await say(lead, ...first.slice(0, 3).map((i) => keep(i)));
    expect(rows(await next(lead, s))).toEqual(range(3, 13));
    expect(await open(s, lead)).toEqual(range(3, 20));
    expect(rows(await next(lead, s, 20))).toEqual(range(3, 23));
  });

  test('is nobody else’s, and not the same one twice', async () => {
    const s = await large();
    const [a, b] = [await next(lead, s), await next(ann, s)];
    await until(s, lead, 20);
    await until(s, ann, 20);
    await say(lead, ...a.map((i) => keep(i)));
    await say(ann, ...b.map((i) => keep(i)));
    const [c, d] = await Promise.all([next(lead, s), next(ann, s)]);
    expect([...rows(a), ...rows(b), ...rows(c), ...rows(d)].sort((x, y) => x - y)).toEqual(range(0, 40));
  });

  test('is not drawn where few samples are left: those are for whoever comes', async () => {
    const s = await scoredDataset(lead, { samples: 60, settings: { auditShare: 0 } });
    await next(lead, s);
    await new Promise((r) => setTimeout(r, 400));
    expect(await open(s, lead)).toEqual(range(0, 10));
    expect(rows(await next(ann, s, 50))).toEqual(range(10, 60));
  });
});

describe('what was drawn ahead', () => {
  test('goes back when a round is published, as if it had never been, and comes in that round’s order', async () => {
    const s = await large();
    const first = await next(lead, s);
    await until(s, lead, 20);
    const roundId = await publish(s);
    await drawAheadAgain(t.quick, { datasetId: s.datasetId, roundId });
    await until(s, lead, 20);
    expect(await open(s, lead)).toEqual([...range(0, 10), ...range(590, 600).toReversed()]);
    const [{ traces }] = await t.sql<[{ traces: number }]>`
      select count(*)::int as traces from lease where dataset_id = ${s.datasetId} and ended_at is not null`;
    expect(traces).toBe(0);
    await say(lead, ...first.map((i) => keep(i)));
    expect(rows(await next(lead, s))).toEqual(range(590, 600).toReversed());
  });

  test('of an earlier round is not shown, also where nobody was told of the new one', async () => {
    const s = await large();
    const first = await next(lead, s);
    await until(s, lead, 20);
    await publish(s);
    await say(lead, ...first.map((i) => keep(i)));
    expect(rows(await next(lead, s))).toEqual(range(590, 600).toReversed());
    expect(await open(s, lead)).toEqual(range(590, 600).toReversed());
  });

  test('is left out where it was settled meanwhile', async () => {
    const s = await large();
    const first = await next(lead, s);
    await until(s, lead, 20);
    await say(lead, ...first.map((i) => keep(i)));
    await t.sql`
      insert into sample_state (sample_id, dataset_id, status, current_class, decided_by, decided_at, bulk, imported, decisions, last_seq)
      values (${s.ids[12]!}, ${s.datasetId}, 'confirmed', 0, ${requireReader(ann).userId}, now(), false, true, 1, 1)`;
    expect(rows(await next(lead, s))).toEqual([10, 11, ...range(13, 21)]);
  });

  test('is forgotten where all of it was settled meanwhile, and drawn anew', async () => {
    const s = await large();
    const first = await next(lead, s);
    await until(s, lead, 20);
    await say(lead, ...first.map((i) => keep(i)));
    await t.sql`
      insert into sample_state (sample_id, dataset_id, status, current_class, decided_by, decided_at, bulk, imported, decisions, last_seq)
      select id, ${s.datasetId}, 'confirmed', 0, ${requireReader(ann).userId}, now(), false, true, 1, 1
      from unnest(${s.ids.slice(10, 20)}::bigint[]) as t(id)`;
    expect(rows(await next(lead, s))).toEqual(range(20, 30));
    await until(s, lead, 20);
  });

  test('is shown with the names that classes have now', async () => {
    const s = await large();
    const first = await next(lead, s);
    await until(s, lead, 20);
    await say(lead, ...first.map((i) => keep(i)));
    await t.sql`update class set name = 'renamed' where dataset_id = ${s.datasetId} and index = 0`;
    const names = new Set((await next(lead, s)).flatMap((i) => [i.sample.givenLabel, i.suggestion?.label]));
    expect(names).toContain('renamed');
  });

  test('goes to whoever asks for just that sample', async () => {
    const s = await large();
    const first = await next(lead, s);
    await until(s, lead, 20);
    const wanted = s.ids[14]!;
    const item = await openSample({ ctx: ann, input: { slug: s.slug, sampleId: String(wanted) } });
    expect(item.sample.id).toBe(String(wanted));
    await say(lead, ...first.map((i) => keep(i)));
    expect(rows(await next(lead, s))).toEqual([...range(10, 14), ...range(15, 21)]);
  });

  test('goes back when a bulk is committed: what nobody has seen is in nobody’s review', async () => {
    const s = await large();
    await next(ann, s);
    await until(s, ann, 20);
    const [made] = await t.sql<{ id: number }[]>`
      insert into bulk (dataset_id, user_id, bound, seed, samples, to_check)
      values (${s.datasetId}, ${requireReader(lead).userId}, 0.05, 'seed', 0, 0) returning id`;
    await commitBulk({ ctx: lead, input: { bulkId: String(made!.id) } });
    expect(await open(s, ann)).toEqual(range(0, 10));
  });

  test('of another round than what is drawn now goes back, and is not held from everybody', async () => {
    const s = await large();
    await next(lead, s);
    await until(s, lead, 20);
    const { userId } = requireReader(lead);
    const set = await takeSetAside(t.quick, { userId, queueId: String(s.queueId) });
    const { queue } = await requireQueue(lead, String(s.queueId), 'review');
    const drawn = { ...queue, policy: readPolicy(queue.policy) };
    const classes = await loadClasses(t.sql, s.datasetId);
    const about = { sql: t.quick, queue: drawn, classes, userId, leaseMinutes: 10, eventsSince: 0, limit: 10 };
    drawAhead({ ...about, reader: undefined, roundId: await publish(s), shares: { audit: 0, plain: 0 } }, set);
    await vi.waitFor(
      async () => expect(await open(s, lead)).toEqual([...range(0, 10), ...range(590, 600).toReversed()]),
      { timeout: 5000, interval: 20 },
    );
  });

  test('of the audit is drawn again by the audit, and leaves no trace in the sample’s history', async () => {
    const s = await large({ settings: { auditShare: 0.5, anchoringShare: 0 } });
    await next(ann, s);
    await until(s, ann, 20);
    await t.sql`update queue set restricted = true where id = ${s.queueId}`;
    await expect(next(ann, s)).rejects.toThrow();
    await until(s, ann, 10);
    const back = await t.sql<{ sample_id: string }[]>`
      select sample_id from lease where dataset_id = ${s.datasetId} and ended_by = 'released' and audit`;
    expect(back).toHaveLength(5);
    const history = await sampleHistory({ ctx: lead, input: { slug: s.slug, sampleId: back[0]!.sample_id } });
    expect(history.filter((e) => e.kind === 'served')).toEqual([]);
    await next(lead, s);
    const again = await t.sql`
      select sample_id from lease where dataset_id = ${s.datasetId} and ended_at is null and audit
        and user_id = ${requireReader(lead).userId} order by sample_id`;
    expect(again.map((r) => r.sample_id)).toEqual(back.map((r) => r.sample_id).sort());
  });

  test('goes back when the reader may no longer review', async () => {
    const s = await large();
    await next(ann, s);
    await until(s, ann, 20);
    await t.sql`update queue set restricted = true where id = ${s.queueId}`;
    await expect(next(ann, s)).rejects.toThrow(/assigned to other readers/);
    await until(s, ann, 10);
  });
});

/** A round in the opposite order. */
async function publish(s: Scored): Promise<number> {
  const [{ id }] = await t.sql<[{ id: number }]>`
    insert into round (dataset_id, number, trigger, mode, state, watermark, decisions, encoding_id, metrics, published_at)
    select dataset_id, 2, trigger, mode, state, watermark, decisions, encoding_id, metrics, now()
    from round where id = ${s.roundId} returning id`;
  const table = t.sql(`score_${id}`);
  await t.sql`create table ${table} partition of score for values in (${t.sql.unsafe(String(id))})`;
  const score = t.sql(`score_${s.roundId}`);
  await t.sql`
    insert into ${table} select (jsonb_populate_record(s, jsonb_build_object('round_id', ${id}::int, 'suspicion', 1 - s.suspicion))).*
    from ${score} s`;
  await t.sql`update dataset set round_id = ${id} where id = ${s.datasetId}`;
  return id;
}
