import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '#/db/client.ts';
import { queue } from '#/db/schema/index.ts';
import type { StoredPolicy } from '#/server/domain/queuePolicy.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { expectConsistent, keep, key, next, say, statuses } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { releaseLeases } from './release.ts';
import { skipSample } from './skip.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

const annotators = (n: number) => Promise.all(Array.from({ length: n }, () => testCtx(t, 'annotator')));
const readersOf = async (s: Scored) =>
  t.sql<{ sample_id: string; readers: number; answers: number }[]>`
    select sample_id, count(distinct user_id)::int as readers, count(*)::int as answers from decision d
    where dataset_id = ${s.datasetId} and verdict <> 'retract'
      and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id)
    group by sample_id`;
const secondQueue = async (s: Scored, policy: StoredPolicy) => {
  const [made] = await t.db
    .insert(queue)
    .values({ datasetId: s.datasetId, key: 'other', name: 'Other', description: '', orderBy: 'suspicion', policy })
    .returning({ id: queue.id });
  return { ...s, queueId: made!.id };
};

test('fifty readers at once, three for each sample, through two queues: exactly three, never one twice', async () => {
  const policy = { overlap: 3 };
  const s = await scoredDataset(lead, { samples: 60, policy });
  const other = await secondQueue(s, policy);
  const connections = await Promise.all(Array.from({ length: 50 }, () => connect(t.url, { max: 1 })));
  let refused = 0;
  await Promise.all(
    connections.map(async (connection, i) => {
      const ctx = { ...(await testCtx(t, 'annotator')), ...connection };
      for (let empty = 0; empty < 2; ) {
        const items = await next(ctx, i % 2 ? s : other, 4);
        empty = items.length ? 0 : empty + 1;
        if (!items.length) continue;
        const results = await say(ctx, ...items.map((item) => keep(item)));
        refused += results.filter((r) => r.status !== 'accepted').length;
      }
    }),
  );
  await Promise.all(connections.map((c) => c.close()));
  const read = await readersOf(s);
  expect(refused).toBe(0);
  expect(read.every((r) => r.readers === r.answers && r.readers <= 3)).toBe(true);
  // Who asked while the last seats were held went home; one more reader at a time fills what they let go.
  for (const ctx of await annotators(3)) for (const q of [s, other]) await readAll(ctx, q);
  expect((await readersOf(s)).map((r) => [r.readers, r.answers])).toEqual(Array(60).fill([3, 3]));
  await expectConsistent(t, s);
});

async function readAll(ctx: TestCtx, s: Scored) {
  for (let items = await next(ctx, s); items.length; items = await next(ctx, s))
    await say(ctx, ...items.map((i) => keep(i)));
}

describe('property', () => {
  const step = fc.record({
    reader: fc.nat(3),
    does: fc.constantFrom('read', 'read', 'read', 'skip', 'release', 'expire', 'undo', 'unsure', 'again'),
    limit: fc.integer({ min: 1, max: 3 }),
    second: fc.boolean(),
  });
  test('whatever readers do in whatever order, a sample ends with exactly as many as asked for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(step, { maxLength: 12 }), async (overlap, steps) => {
        const policy = { overlap, secondReading: { changes: 0, keeps: 0 } };
        const s = await scoredDataset(lead, { samples: 5, policy });
        const other = await secondQueue(s, policy);
        const readers = await annotators(4);
        const said = new Map<number, { sampleId: string; clientKey: string }>();
        for (const { reader, does, limit, second } of steps) {
          const ctx = readers[reader]!;
          const items = await next(ctx, second ? other : s, limit);
          const [first] = items;
          if (!first) continue;
          if (does === 'skip') await skipSample({ ctx, input: { leaseId: first.leaseId } });
          else if (does === 'release') await releaseLeases({ ctx, input: { leaseIds: items.map((i) => i.leaseId) } });
          else if (does === 'expire')
            await t.sql`update lease set expires_at = now() - interval '1 second' where id = ${first.leaseId}`;
          else if (does === 'undo' && said.has(reader)) {
            const { sampleId, clientKey: of } = said.get(reader)!;
            await say(ctx, { sampleId, verdict: 'retract', of, clientKey: key() });
          } else {
            const sent = keep(first, does === 'unsure' ? { verdict: 'unsure' } : {});
            expect(statuses(await say(ctx, sent))).toEqual(['accepted']);
            if (does === 'again') await say(ctx, keep(first, { verdict: 'relabel', label: 'other' }));
            said.set(reader, sent);
          }
          const [over] = await t.sql`
            select l.sample_id from lease l left join sample_state x on x.sample_id = l.sample_id
            where l.dataset_id = ${s.datasetId} and (l.ended_at is null or l.ended_by = 'decision')
            group by l.sample_id having count(*) > greatest(${overlap}, coalesce(max(x.seats), 1)) or count(*) > count(distinct l.user_id)`;
          expect(over).toBeUndefined();
        }
        await t.sql`update lease set expires_at = now() - interval '1 second' where dataset_id = ${s.datasetId} and ended_at is null`;
        for (const ctx of await annotators(5)) await readAll(ctx, s);
        const states =
          await t.sql`select status, consensus, decisions from sample_state where dataset_id = ${s.datasetId}`;
        expect(states).toHaveLength(5);
        expect(states.filter((x) => x.consensus === 'pending')).toEqual([]);
        // Each reader's latest word that stands.
        const counted = await t.sql<{ n: number }[]>`
          select count(*) filter (where e.verdict <> 'unsure')::int as n from (
            select distinct on (d.sample_id, d.user_id) d.sample_id, d.verdict from decision d
            where d.dataset_id = ${s.datasetId} and d.verdict <> 'retract'
              and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id)
            order by d.sample_id, d.user_id, d.seq desc) e
          join sample_state x on x.sample_id = e.sample_id and x.consensus = 'agreed' group by e.sample_id`;
        expect(counted.every(({ n }) => n === overlap)).toBe(true);
        await expectConsistent(t, s);
      }),
      { numRuns: 12 },
    );
  });
});

test('with an overlap nobody sees what another has said, and the label stays the given one', async () => {
  const s = await scoredDataset(lead, { samples: 3, settings: { auditShare: 0 }, policy: { overlap: 2 } });
  const [ann, bob] = (await annotators(2)) as [TestCtx, TestCtx];
  const [item] = await next(ann, s, 1);
  await say(ann, keep(item!, { verdict: 'relabel', label: 'other' }));
  const [theirs] = await next(bob, s, 1);
  expect(theirs?.sample.id).toBe(item?.sample.id);
  expect(theirs?.sample).toEqual(item?.sample);
  expect((await next(ann, s, 5)).map((i) => i.sample.row)).toEqual([1, 2]);
  await say(bob, keep(theirs!));
  const [state] = await t.sql`select * from sample_state where sample_id = ${item!.sample.id}`;
  expect(state).toMatchObject({ status: 'open', consensus: 'conflict', confirmed: false, current_class: 1 });
  const cy = await testCtx(t, 'annotator');
  expect((await next(cy, s, 5)).map((i) => i.sample.row)).toEqual([1, 2]);
  const decided = { sampleId: item!.sample.id, verdict: 'relabel', label: 'other', note: 'as Ann says' };
  expect(statuses(await say(lead, { ...decided, clientKey: key() }))).toEqual(['accepted']);
  const [after] = await t.sql`select * from sample_state where sample_id = ${item!.sample.id}`;
  expect(after).toMatchObject({ status: 'changed', consensus: 'agreed', confirmed: true, current_class: 2 });
  await expectConsistent(t, s);
});

test('a drawn answer goes to a second reader, unmarked, and holds nobody up', async () => {
  const policy = { secondReading: { changes: 1, keeps: 0 } };
  const s = await scoredDataset(lead, { samples: 8, settings: { auditShare: 0 }, policy });
  const [ann, bob] = (await annotators(2)) as [TestCtx, TestCtx];
  const items = await next(ann, s, 5);
  await say(ann, ...items.map((i) => keep(i, { verdict: 'relabel', label: 'other' })));
  const change = items.find((i) => i.sample.givenLabel !== 'other')!;
  const [state] = await t.sql`select * from sample_state where sample_id = ${change.sample.id}`;
  expect(state).toMatchObject({ status: 'changed', confirmed: false, second_queue: s.queueId });
  const alone = await next(ann, s, 10);
  expect(alone.map((i) => i.sample.row)).toEqual([5, 6, 7]);
  await new Promise((wait) => setTimeout(wait, 1100));
  const theirs = await next(bob, s, 4);
  const again = theirs.find((i) => Number(i.sample.row) < 5)!;
  expect(Object.keys(again).sort()).toEqual(Object.keys(items[0]!).sort());
  expect(again.sample.currentLabel).toBe(again.sample.givenLabel);
  await say(bob, keep(again, { verdict: 'relabel', label: 'other' }));
  const [after] = await t.sql`select * from sample_state where sample_id = ${again.sample.id}`;
  expect(after).toMatchObject({ status: 'changed', confirmed: true, second_queue: null });
  const [logged] =
    await t.sql`select kind, asked, agree from decision where sample_id = ${again.sample.id} order by seq desc limit 1`;
  expect(logged).toEqual({ kind: 'second', asked: 2, agree: 2 });
  await expectConsistent(t, s);
});

test('an audit draw gets its other readers, though it stands nowhere near the top', async () => {
  const s = await scoredDataset(lead, { samples: 200, settings: { auditShare: 0.5 }, policy: { overlap: 2 } });
  const [ann, bob] = (await annotators(2)) as [TestCtx, TestCtx];
  const items = await next(ann, s, 4);
  await say(ann, ...items.map((i) => keep(i)));
  const drawn = await t.sql<{ id: string }[]>`
    select sample_id as id from decision where dataset_id = ${s.datasetId} and audit`;
  expect(drawn.length).toBeGreaterThan(0);
  const seen = new Set<string>();
  for (let batch = 0; batch < 6; batch++) {
    const theirs = await next(bob, s, 5);
    await say(bob, ...theirs.map((i) => keep(i)));
    for (const i of theirs) seen.add(i.sample.id);
  }
  expect(drawn.filter((d) => !seen.has(d.id))).toEqual([]);
  await expectConsistent(t, s);
});

test('gold: what a lead has decided comes back unmarked, and the answer changes nothing', async () => {
  const s = await scoredDataset(lead, {
    samples: 12,
    settings: { auditShare: 0 },
    policy: { overlap: 2, goldShare: 0.5 },
  });
  const [ann, bob, cy] = (await annotators(3)) as [TestCtx, TestCtx, TestCtx];
  const [a] = await next(ann, s, 1);
  const [b] = await next(bob, s, 1);
  await say(ann, keep(a!));
  await say(bob, keep(b!, { verdict: 'none' }));
  await say(lead, { sampleId: a!.sample.id, verdict: 'keep', clientKey: key() });
  const gold = (await next(cy, s, 10)).find((i) => i.sample.id === a!.sample.id)!;
  await say(cy, keep(gold, { verdict: 'relabel', label: 'other' }));
  const [state] = await t.sql`select status, decisions from sample_state where sample_id = ${a!.sample.id}`;
  expect(state).toEqual({ status: 'kept', decisions: 3 });
  await expectConsistent(t, s);
});
