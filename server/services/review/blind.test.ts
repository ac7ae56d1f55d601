import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiveEvent, ReviewItem } from '#/server/domain/views.ts';
import { appRouter } from '#/server/routers/_app.ts';
import { watchDataset } from '#/server/services/live/watch.ts';
import { createQueue } from '#/server/services/queues/create.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { expectConsistent, keep, key, say, statuses } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { createCallerFactory } from '#/server/trpc.ts';
import { openSample } from './open.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

const caller = createCallerFactory(appRouter);
const classes = ['ham', 'spam'];

/** Fourteen samples, all labelled `given`, that the model would call by the other label; their columns and place say which. */
async function labelled(given: 0 | 1, overlap = 2): Promise<{ s: Scored; queueId: string }> {
  const at = () => ({
    given,
    truth: 1 - given,
    suggested: 1 - given,
    pGiven: 0.1,
    suspicion: 0.9,
    signals: [0.9, 0.9, 0, 0],
  });
  const s = await scoredDataset(lead, { samples: 14, classes, settings: { auditShare: 0.2 }, at });
  await t.sql`
    update sample set split = 'train-' || ${classes[given]!}, external_id = 'secret-' || ${classes[given]!} || row,
      content = content || jsonb_build_object('details', jsonb_build_array(jsonb_build_object('name', 'path', 'value', ${`secret/${classes[given]}`}::text)))
    where dataset_id = ${s.datasetId}`;
  const made = await createQueue({
    ctx: lead,
    input: {
      slug: s.slug,
      name: `secretly ${classes[given]}`,
      filter: { given: classes[given] },
      policy: { blind: true, overlap, secondReading: { changes: 0, keeps: 0 } },
    },
  });
  return { s: { ...s, queueId: Number(made.id) }, queueId: made.id };
}

/** Everything about the queue that reaches a reader's browser, with what differs by chance alone taken out. */
async function onTheWire(ctx: TestCtx, s: Scored, queueId: string) {
  const api = caller(ctx);
  const first = await api.review.next({ queueId, limit: 10 });
  await t.sql`update lease set flipped = (select given_class = 1 from sample where id = sample_id) where id = any(${first.map((i) => i.leaseId)})`;
  const items = await api.review.next({ queueId, limit: 10 });
  const before = await around(ctx, s, queueId);
  const said = items.slice(0, 3).map((i) => ({ ...keep(i), verdict: 'relabel', label: 'ham' }));
  const results = await say(ctx, ...said);
  const text = JSON.stringify([items, before, results, await around(ctx, s, queueId)])
    .replaceAll(s.slug, 'SLUG')
    .replaceAll(/"(id|leaseId|sampleId|clientKey|at|readingSince|expiresAt|createdAt)":"[^"]*"/g, '"$1":"X"')
    // How often a class is given is known to everybody, and the samples' own text is theirs.
    .replaceAll(/"given":\d+/g, '"given":N')
    .replaceAll(/(Title|Text of row) \d+/g, 'TEXT');
  return { items, text };
}

/** All that a reader's screens ask for beside the samples. */
async function around(ctx: TestCtx, { slug }: Scored, queueId: string) {
  const api = caller(ctx);
  return [
    await api.review.state({ queueId }),
    await api.review.history({ slug, limit: 10 }),
    await api.queues.list({ slug }),
    await api.datasets.get({ slug }),
    (await api.datasets.list()).filter((d) => d.slug === slug),
    await api.talk.myDay({ slug, since: new Date(Date.now() - 3_600_000).toISOString() }),
    await firstEvents(ctx, slug),
  ];
}

async function firstEvents(ctx: TestCtx, slug: string): Promise<LiveEvent[]> {
  const end = new AbortController();
  const events: LiveEvent[] = [];
  for await (const event of watchDataset({ ctx, input: { slug }, signal: end.signal })) {
    events.push(event);
    if (event.type === 'decisions') break;
  }
  end.abort();
  return events;
}

test.each([1, 2])(
  'on the wire nothing tells which label is the given one, before an answer or after: were it the other, the bytes would be the same (%i readers)',
  async (overlap) => {
    const [one, two] = [await labelled(0, overlap), await labelled(1, overlap)];
    const ann = await testCtx(t, 'annotator');
    const a = await onTheWire(ann, one.s, one.queueId);
    const b = await onTheWire(ann, two.s, two.queueId);
    expect(a.items).toHaveLength(10);
    expect(a.items[0]?.blind).toEqual({ left: 'ham', right: 'spam' });
    expect(b.text).toBe(a.text);
    expect(a.text).not.toMatch(/secret|train-|"reasons":\[\{|"neighbors":\[\{/);
  },
);

test('left and right are drawn at random, kept with the lease, and the same on reload', async () => {
  const { s, queueId } = await labelled(0);
  const api = caller(await testCtx(t, 'annotator'));
  const items = await api.review.next({ queueId, limit: 14 });
  const again = await api.review.next({ queueId, limit: 14 });
  expect(again.map((i) => i.blind)).toEqual(items.map((i) => i.blind));
  const leases = await t.sql<{ id: string; flipped: boolean; blind: boolean }[]>`
    select id, flipped, blind from lease where dataset_id = ${s.datasetId}`;
  expect(leases.every((l) => l.blind)).toBe(true);
  for (const i of items) expect(i.blind?.left).toBe(leases.find((l) => l.id === i.leaseId)?.flipped ? 'spam' : 'ham');
});

test('left, right, both, neither: each is stored as what it means, and comes back as what was said', async () => {
  const { s, queueId } = await labelled(0);
  const ann = await testCtx(t, 'annotator');
  const api = caller(ann);
  const items = await api.review.next({ queueId, limit: 5 });
  const answer = (item: ReviewItem, verdict: string, label?: string) => ({
    leaseId: item.leaseId,
    sampleId: item.sample.id,
    clientKey: key(),
    verdict,
    ...(label === undefined ? {} : { label }),
  });
  const [a, b, c, d, e] = items as [ReviewItem, ReviewItem, ReviewItem, ReviewItem, ReviewItem];
  const results = await say(
    ann,
    answer(a, 'relabel', 'ham'),
    answer(b, 'relabel', 'spam'),
    answer(c, 'both', 'ham'),
    answer(d, 'none'),
    answer(e, 'keep'),
  );
  expect(statuses(results)).toEqual(['accepted', 'accepted', 'accepted', 'accepted', 'rejected']);
  const logged =
    await t.sql`select verdict, label, suggestion_shown from decision where dataset_id = ${s.datasetId} order by seq`;
  expect(logged.map((r) => [r.verdict, r.label])).toEqual([
    ['keep', null],
    ['relabel', 1],
    ['both', 1],
    ['none', null],
  ]);
  expect(logged.every((r) => r.suggestion_shown === false)).toBe(true);
  const mine = await api.review.history({ slug: s.slug, limit: 10 });
  expect(mine.map((p) => [p.verdict, p.label, p.givenLabel])).toEqual([
    ['none', null, null],
    ['both', null, null],
    ['relabel', 'spam', null],
    ['relabel', 'ham', null],
  ]);
  await expectConsistent(t, s);
});

test('a sample opened by its id is as blind as in the queue', async () => {
  const { s, queueId } = await labelled(0);
  await t.sql`update queue set position = -1 where id = ${queueId}`;
  const item = await openSample({ ctx: lead, input: { slug: s.slug, sampleId: String(s.ids[0]) } });
  expect(item.sample).toMatchObject({ externalId: null, givenLabel: null, row: null });
});
