import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '#/db/client.ts';
import type { Ctx } from '#/server/context.ts';
import { foldDecisions } from '#/server/domain/currentLabel.ts';
import type { DecisionResult } from '#/server/domain/decision.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { decide } from './decide.ts';
import { loadLog } from './log.ts';
import { nextSamples } from './next.ts';
import { releaseLeases } from './release.ts';
import { skipSample } from './skip.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

const key = () => randomUUID();
const next = (ctx: Ctx, s: Scored, limit = 10) => nextSamples({ ctx, input: { queueId: String(s.queueId), limit } });
const say = async (ctx: Ctx, ...decisions: object[]): Promise<DecisionResult[]> =>
  (await decide({ ctx, input: { decisions } })).results;
const keep = (item: ReviewItem, more: object = {}) => ({
  leaseId: item.leaseId,
  sampleId: item.sample.id,
  verdict: 'keep',
  clientKey: key(),
  ...more,
});
const stateOf = async (id: string | number) =>
  (await t.sql`select * from sample_state where sample_id = ${id}`)[0] ?? null;
const statuses = (results: DecisionResult[]) => results.map((r) => r.status);
const expire = (leaseId: string) =>
  t.sql`update lease set expires_at = now() - interval '1 second' where id = ${leaseId}`;

/** The stored states are what the log adds up to, the log has no gaps, and the counter is its length. */
async function expectConsistent(s: Scored) {
  const log = await loadLog(t.sql, s.ids, { userId: '', clientKeys: [] });
  expect(log.map((e) => e.seq)).toEqual(log.map((_, i) => i + 1));
  const stored =
    await t.sql`select x.*, p.given_class from sample p left join sample_state x on x.sample_id = p.id where p.dataset_id = ${s.datasetId}`;
  const [dataset] = await t.sql`select event_seq from dataset where id = ${s.datasetId}`;
  expect(dataset?.event_seq).toBe(log.length);
  const bySample = new Map<number, typeof log>();
  for (const e of log) bySample.set(e.sampleId, [...(bySample.get(e.sampleId) ?? []), e]);
  let states = 0;
  for (const row of stored) {
    if (row.sample_id === null) continue;
    states++;
    expect(foldDecisions(bySample.get(Number(row.sample_id)) ?? [], row.given_class)).toEqual({
      status: row.status,
      currentClass: row.current_class,
      otherClass: row.other_class,
      decidedBy: row.decided_by,
      decidedAt: row.decided_at,
      decisions: row.decisions,
      lastSeq: row.last_seq,
    });
  }
  const expected = [...bySample].filter(([, events]) => foldDecisions(events) !== null).length;
  expect(states).toBe(expected);
}

test('a reader gets the queue in order, the same on reload, and others get what follows', async () => {
  const s = await scoredDataset(lead, { samples: 60, settings: { auditShare: 0 } });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  const first = await next(ann, s, 5);
  expect(first.map((i) => Number(i.sample.id))).toEqual(s.ids.slice(0, 5));
  expect(first.map((i) => i.rank)).toEqual([1, 2, 3, 4, 5]);
  const again = await next(ann, s, 8);
  expect(again.map((i) => Number(i.sample.id))).toEqual(s.ids.slice(0, 8));
  expect(again.slice(0, 5).map((i) => i.leaseId)).toEqual(first.map((i) => i.leaseId));
  const other = await next(bob, s, 3);
  expect(other.map((i) => Number(i.sample.id))).toEqual(s.ids.slice(8, 11));
  expect(first[0]).toMatchObject({
    sample: {
      externalId: 'x0',
      row: 0,
      givenLabel: 'spam',
      currentLabel: 'spam',
      content: { kind: 'text', title: 'Title 0' },
    },
    suggestion: { label: 'ham' },
    neighbors: [{ label: 'other' }, { label: 'ham' }, { label: 'spam' }, { label: 'other' }, { label: 'ham' }],
  });
  expect(first[0]?.reasons[0]?.text).toContain('`ham`');
});

test('every verdict lands in the log and the state, and the counters follow', async () => {
  const s = await scoredDataset(lead, { samples: 30, settings: { auditShare: 0, batch: 7 } });
  const ann = await testCtx(t, 'annotator');
  const items = await next(ann, s, 10);
  const verdicts = [
    { verdict: 'keep' },
    { verdict: 'relabel', label: 'spam' },
    { verdict: 'both', label: 'other' },
    { verdict: 'none' },
    { verdict: 'exclude', reason: 'broken' },
    { verdict: 'unsure' },
  ];
  const results = await say(
    ann,
    ...verdicts.map((v, i) => ({ ...keep(items[i]!), ...v, note: 'why', milliseconds: 900 })),
  );
  expect(statuses(results)).toEqual(Array(6).fill('accepted'));
  const states = await Promise.all(items.slice(0, 6).map((i) => stateOf(i.sample.id)));
  expect(states.map((x) => x?.status)).toEqual(['kept', 'changed', 'ambiguous', 'no_class', 'excluded', 'open']);
  const [d] = await t.sql`select decisions, event_seq from dataset where id = ${s.datasetId}`;
  expect(d).toEqual({ decisions: 6, event_seq: 6 });
  const logged = await t.sql`select * from decision where dataset_id = ${s.datasetId} order by seq limit 1`;
  expect(logged[0]).toMatchObject({
    note: 'why',
    milliseconds: 900,
    suggestion_shown: true,
    audit: false,
    round_id: s.roundId,
    queue_id: s.queueId,
  });
  expect(ann.enqueued).toHaveLength(0);
  await say(ann, ...items.slice(6, 10).map((i) => keep(i)));
  expect(ann.enqueued.map((e) => e.queue)).toEqual(['round']);
  const left = await next(ann, s, 50);
  expect(left).toHaveLength(20);
  await expectConsistent(s);
});

test('an unsure sample goes to a different reader', async () => {
  const s = await scoredDataset(lead, { samples: 5, settings: { auditShare: 0 } });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  const [item] = await next(ann, s, 1);
  await say(ann, keep(item!, { verdict: 'unsure' }));
  expect((await next(ann, s, 10)).map((i) => i.sample.row)).toEqual([1, 2, 3, 4]);
  const [theirs] = await next(bob, s, 10);
  expect(theirs?.sample.row).toBe(0);
  await say(bob, keep(theirs!));
  expect((await stateOf(item!.sample.id))?.status).toBe('kept');
});

test('bad decisions are rejected one by one with a sentence', async () => {
  const s = await scoredDataset(lead, { samples: 12, settings: { auditShare: 0 } });
  const ann = await testCtx(t, 'annotator');
  const [a, b, c] = await next(ann, s, 3);
  const results = await say(
    ann,
    keep(a!, { verdict: 'relabel' }),
    keep(a!, { verdict: 'relabel', label: 'nonsense' }),
    { sampleId: '999999999', verdict: 'keep', clientKey: key() },
    7 as unknown as object,
    keep(b!, { verdict: 'exclude' }),
    keep(c!),
    { sampleId: c!.sample.id, verdict: 'retract', of: 'never sent', clientKey: key() },
  );
  expect(statuses(results)).toEqual([
    'rejected',
    'rejected',
    'rejected',
    'rejected',
    'rejected',
    'accepted',
    'rejected',
  ]);
  expect(results[1]?.message).toContain('“nonsense” is not a class');
  expect(results[0]?.message).toContain('relabel needs a label');
  await expectConsistent(s);
});

test('the same clientKey is stored once, also within one request', async () => {
  const s = await scoredDataset(lead, { samples: 12, settings: { auditShare: 0 } });
  const ann = await testCtx(t, 'annotator');
  const items = await next(ann, s, 3);
  const sent = items.map((i) => keep(i));
  expect(statuses(await say(ann, ...sent, sent[0]!))).toEqual(['accepted', 'accepted', 'accepted', 'duplicate']);
  expect(statuses(await say(ann, ...sent))).toEqual(['duplicate', 'duplicate', 'duplicate']);
  const twice = keep((await next(ann, s, 1))[0]!);
  const both = await Promise.all([say(ann, twice), say(ann, twice)]);
  expect(both.flatMap(statuses).sort()).toEqual(['accepted', 'duplicate']);
  await expectConsistent(s);
});

test('undo takes it back, gives the same lease again, and counts once', async () => {
  const s = await scoredDataset(lead, { samples: 12, settings: { auditShare: 0 } });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  const [item] = await next(ann, s, 1);
  const said = keep(item!);
  await say(ann, said);
  const undo = { sampleId: item!.sample.id, verdict: 'retract', of: said.clientKey, clientKey: key() };
  expect(statuses(await say(bob, undo))).toEqual(['rejected']);
  expect(statuses(await say(ann, undo))).toEqual(['accepted']);
  expect(statuses(await say(ann, undo, { ...undo, clientKey: key() }))).toEqual(['duplicate', 'duplicate']);
  expect(await stateOf(item!.sample.id)).toBeNull();
  const [back] = await next(ann, s, 1);
  expect(back?.leaseId).toBe(item?.leaseId);
  expect(statuses(await say(ann, keep(back!, { verdict: 'relabel', label: 'other' })))).toEqual(['accepted']);
  expect((await stateOf(item!.sample.id))?.status).toBe('changed');
  await expectConsistent(s);
});

test('a decision and its undo in one request', async () => {
  const s = await scoredDataset(lead, { samples: 12, settings: { auditShare: 0 } });
  const ann = await testCtx(t, 'annotator');
  const [item] = await next(ann, s, 1);
  const said = keep(item!);
  const undo = { sampleId: item!.sample.id, verdict: 'retract', of: said.clientKey, clientKey: key() };
  const after = keep(item!, { verdict: 'none' });
  expect(statuses(await say(ann, said, undo, after))).toEqual(['accepted', 'accepted', 'accepted']);
  expect((await stateOf(item!.sample.id))?.status).toBe('no_class');
  await expectConsistent(s);
});

test('an expired lease: the answer is stored, and counts unless somebody else answered', async () => {
  const s = await scoredDataset(lead, { samples: 12, settings: { auditShare: 0 } });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  const [a, b] = await next(ann, s, 2);
  await expire(a!.leaseId);
  await expire(b!.leaseId);
  const [theirs] = await next(bob, s, 1);
  expect(theirs?.sample.id).toBe(a?.sample.id);
  await say(bob, keep(theirs!));
  const [late, alone] = await say(ann, keep(a!, { verdict: 'relabel', label: 'other' }), keep(b!));
  expect(late).toMatchObject({
    status: 'late',
    message: 'Someone else answered too; yours is saved as a second reading.',
  });
  expect(alone?.status).toBe('late');
  expect((await stateOf(a!.sample.id))?.status).toBe('kept');
  expect((await stateOf(b!.sample.id))?.status).toBe('kept');
  await expectConsistent(s);
});

test('skipped: not for me again, at once for others; released: for anybody', async () => {
  const s = await scoredDataset(lead, { samples: 4, settings: { auditShare: 0 } });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  const [a, b] = await next(ann, s, 2);
  await skipSample({ ctx: bob, input: { leaseId: b!.leaseId } });
  await skipSample({ ctx: ann, input: { leaseId: a!.leaseId } });
  await releaseLeases({ ctx: ann, input: { leaseIds: [b!.leaseId] } });
  expect((await next(ann, s, 10)).map((i) => i.sample.row)).toEqual([1, 2, 3]);
  expect((await next(bob, s, 10)).map((i) => i.sample.row)).toEqual([0]);
});

test('a viewer may not review', async () => {
  const s = await scoredDataset(lead, { samples: 4 });
  const viewer = await testCtx(t, 'viewer');
  await expect(next(viewer, s, 1)).rejects.toMatchObject({ code: 'forbidden' });
});

test('the log refuses UPDATE, DELETE and TRUNCATE', async () => {
  const s = await scoredDataset(lead, { samples: 4, settings: { auditShare: 0 } });
  const [item] = await next(lead, s, 1);
  await say(lead, keep(item!));
  await expect(t.sql`update decision set label = 1`).rejects.toThrow('append-only');
  await expect(t.sql`delete from decision`).rejects.toThrow('append-only');
  await expect(t.sql`truncate decision`).rejects.toThrow('append-only');
});

test('fifty readers at once: nobody is handed what another holds, nothing is lost or left over', async () => {
  const s = await scoredDataset(lead, { samples: 500 });
  const connections = await Promise.all(Array.from({ length: 50 }, () => connect(t.url, { max: 1 })));
  const held = new Map<string, number>();
  let doubles = 0;
  let answered = 0;
  const read = async (i: number) => {
    const ctx = { ...(await testCtx(t, 'annotator')), db: connections[i]!.db, sql: connections[i]!.sql };
    for (;;) {
      const items = await next(ctx, s, 10);
      if (!items.length) return;
      for (const item of items) {
        if (held.has(item.sample.id)) doubles++;
        held.set(item.sample.id, i);
      }
      const results = await say(ctx, ...items.map((item) => keep(item)));
      answered += results.filter((r) => r.status === 'accepted').length;
    }
  };
  await Promise.all(connections.map((_, i) => read(i)));
  await Promise.all(connections.map((c) => c.close()));
  expect(doubles).toBe(0);
  expect(answered).toBe(500);
  expect(held.size).toBe(500);
  await expectConsistent(s);
});

test('a connection killed between two statements leaves nothing half-written', async () => {
  const s = await scoredDataset(lead, { samples: 12, settings: { auditShare: 0 } });
  const ann = await testCtx(t, 'annotator');
  const items = await next(ann, s, 5);
  const doomed = connect(t.url, { max: 1 });
  const [pid] = await doomed.sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  // The class list is read inside the transaction: holding its table stops the decision after the dataset's lock.
  const blocker = connect(t.url, { max: 1 });
  const sent = items.map((i) => keep(i));
  let failed: Promise<unknown> | undefined;
  await blocker.sql.begin(async (tx) => {
    await tx`lock table sample_state in access exclusive mode`;
    failed = decide({ ctx: { ...ann, sql: doomed.sql }, input: { decisions: sent } }).then(
      () => 'stored',
      () => 'failed',
    );
    for (let waiting = 0; !waiting; ) {
      const [row] = await t.sql<
        { n: number }[]
      >`select count(*)::int as n from pg_locks where pid = ${pid!.pid} and not granted`;
      waiting = row!.n;
    }
    const [inserted] = await t.sql<
      { n: number }[]
    >`select count(*)::int as n from pg_stat_activity where pid = ${pid!.pid} and query like '%sample_state%'`;
    expect(inserted?.n).toBe(1);
    await t.sql`select pg_terminate_backend(${pid!.pid})`;
  });
  expect(await failed).toBe('failed');
  await blocker.close();
  await Promise.all([doomed.sql.end({ timeout: 0 }), doomed.close()]);
  const [after] = await t.sql`select event_seq, decisions from dataset where id = ${s.datasetId}`;
  expect(after).toEqual({ event_seq: 0, decisions: 0 });
  expect(await t.sql`select 1 from decision where dataset_id = ${s.datasetId}`).toHaveLength(0);
  expect(statuses(await say(ann, ...sent))).toEqual(Array(5).fill('accepted'));
  await expectConsistent(s);
});
