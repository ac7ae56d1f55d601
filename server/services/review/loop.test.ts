import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { expectConsistent, keep, key, next, say, statuses } from '#/server/testing/reviewing.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { releaseLeases } from './release.ts';
import { skipSample } from './skip.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

const stateOf = async (id: string | number) =>
  (await t.sql`select * from sample_state where sample_id = ${id}`)[0] ?? null;
const expire = (leaseId: string) =>
  t.sql`update lease set expires_at = now() - interval '1 second' where id = ${leaseId}`;

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
  await expectConsistent(t, s);
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
  await expectConsistent(t, s);
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
  await expectConsistent(t, s);
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
  await expectConsistent(t, s);
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
  await expectConsistent(t, s);
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
  await expectConsistent(t, s);
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

test('a page that is left may be reloading: the same samples for its reader, none of them for others yet', async () => {
  const s = await scoredDataset(lead, { samples: 4, settings: { auditShare: 0 } });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  const held = await next(ann, s, 2);
  await releaseLeases({ ctx: ann, input: { leaseIds: held.map((i) => i.leaseId), afterSeconds: 10 } });
  expect((await next(bob, s, 10)).map((i) => i.sample.row)).toEqual([2, 3]);
  expect((await next(ann, s, 2)).map((i) => i.leaseId)).toEqual(held.map((i) => i.leaseId));
});

test('a release that arrives after the reloaded page has renewed the leases changes nothing', async () => {
  const s = await scoredDataset(lead, { samples: 4, settings: { auditShare: 0 } });
  const ann = await testCtx(t, 'annotator');
  const [first] = await next(ann, s, 1);
  const [again] = await next(ann, s, 1);
  await releaseLeases({ ctx: ann, input: { leaseIds: [first!.leaseId], until: first!.expiresAt } });
  expect((await next(ann, s, 1))[0]?.leaseId).toBe(again!.leaseId);
  await releaseLeases({
    ctx: ann,
    input: { leaseIds: [first!.leaseId], until: (await next(ann, s, 1))[0]!.expiresAt },
  });
  expect((await next(ann, s, 1))[0]?.leaseId).not.toBe(first!.leaseId);
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
