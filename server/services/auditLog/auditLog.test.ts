import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditFilterSchema } from '#/server/domain/auditFilter.ts';
import type { AuditEntry } from '#/server/domain/historyViews.ts';
import type { Role } from '#/server/domain/role.ts';
import { createInvite } from '#/server/services/accounts/createInvite.ts';
import { addComment } from '#/server/services/comments/add.ts';
import { updateSettings } from '#/server/services/datasets/updateSettings.ts';
import { createQueue } from '#/server/services/queues/create.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, key, next, say } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { auditKinds, listAudit } from './list.ts';
import { writeAudit } from './write.ts';

let t: TestDatabase;
let s: Scored;
let lead: TestCtx;
let ann: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
  ann = await testCtx(t, 'annotator');
  s = await scoredDataset(lead, { samples: 30, settings: { auditShare: 0 } });
  const items = await next(ann, s, 3);
  const undone = keep(items[0]!, { note: '=cmd|calc' });
  await say(ann, undone, ...items.slice(1).map((i) => keep(i)));
  await say(ann, { ...undone, verdict: 'retract', of: undone.clientKey, clientKey: key() });
  await addComment({ ctx: ann, input: { slug: s.slug, sampleId: items[1]!.sample.id, text: 'hm' } });
  await updateSettings({ ctx: lead, input: { slug: s.slug, settings: { batch: 20 } } });
  await createQueue({ ctx: lead, input: { slug: s.slug, filter: { given: 'spam' } } });
});
afterAll(() => t.close());

const idOf = (ctx: TestCtx) => (ctx.actor.kind === 'user' ? ctx.actor.userId : '');
const list = (ctx: TestCtx, more: object = {}) =>
  listAudit({ ctx, input: { ...auditFilterSchema.parse({ slug: s.slug, ...more }), ...more } });
const kinds = (items: AuditEntry[]) => items.map((e) => e.kind);

test.each<[Role, boolean, boolean]>([
  ['admin', true, true],
  ['lead', true, false],
  ['annotator', false, false],
  ['viewer', false, false],
])('%s: a dataset’s log %s, the server’s %s', async (role, dataset, server) => {
  const ctx = await testCtx(t, role);
  for (const [slug, may] of [
    [s.slug, dataset],
    [undefined, server],
  ] as const)
    for (const read of [
      () => list(ctx, { slug }),
      () => auditKinds({ ctx, input: { slug } }),
      () => writeAudit({ ctx, input: { ...auditFilterSchema.parse({ slug }), format: 'csv', safe: false } }),
    ]) {
      if (may) await read();
      else await expect(read()).rejects.toMatchObject({ code: 'forbidden' });
    }
});

test('tells everything that people did, newest first', async () => {
  const { items, nextCursor } = await list(lead);
  expect(nextCursor).toBeNull();
  expect(kinds(items)).toEqual([
    'queue.created',
    'dataset.settings',
    'comment',
    'decision.retract',
    'decision.keep',
    'decision.keep',
    'decision.keep',
  ]);
  expect(items[3]).toMatchObject({ detail: { takesBack: 1 }, dataset: s.slug, sample: { externalId: 'x0' } });
  expect(items[6]).toMatchObject({ detail: { number: 1, note: '=cmd|calc' } });
});

describe('filters', () => {
  test.each<[string, object, number]>([
    ['kind', { kind: 'decision' }, 4],
    ['kind of event', { kind: 'queue.created' }, 1],
    ['comments', { kind: 'comment' }, 1],
    ['sample', { sample: 'x0' }, 2],
    ['days to come', { from: '2999-01-01' }, 0],
    ['days gone by', { to: '1999-01-01' }, 0],
    ['from a day on', { from: '1999-01-01' }, 7],
  ])('%s', async (_, filter, n) => expect((await list(lead, filter)).items).toHaveLength(n));

  test('person', async () => {
    expect(kinds((await list(lead, { userId: idOf(ann) })).items)).toHaveLength(5);
    expect(kinds((await list(lead, { userId: idOf(lead) })).items)).toEqual(['queue.created', 'dataset.settings']);
  });
});

test('goes through page by page without a gap or a repeat, whatever happened at one moment', async () => {
  const seen: string[] = [];
  for (let cursor: string | undefined, pages = 0; pages < 10; pages++) {
    const { items, nextCursor } = await list(lead, { limit: 2, cursor });
    seen.push(...items.map((e) => e.id));
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  expect(seen).toEqual((await list(lead)).items.map((e) => e.id));
  await expect(list(lead, { cursor: 'bm9uc2Vuc2U' })).rejects.toMatchObject({ code: 'bad_input' });
});

test('is written whole, as lines of JSON and as a table with its formulas defused on request', async () => {
  const text = async (format: 'csv' | 'jsonl', safe: boolean) => {
    let all = '';
    const input = { ...auditFilterSchema.parse({ slug: s.slug, kind: 'decision' }), format, safe };
    for await (const part of await writeAudit({ ctx: lead, input })) all += part;
    return all;
  };
  const lines = (await text('jsonl', false))
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as { sample: string });
  expect(lines.map((l) => l.sample)).toEqual(['x0', 'x2', 'x1', 'x0']);
  expect((await text('csv', false)).split('\n')[0]).toBe('at,kind,by,dataset,sample,detail');
  expect((await text('csv', true)).split('\n')).toHaveLength(6);
});

test('the server’s log has what concerns no dataset, and the events of all', async () => {
  const admin = await testCtx(t, 'admin');
  await createInvite({ ctx: admin, input: { role: 'viewer' } });
  const { items } = await list(admin, { slug: undefined });
  expect(items[0]).toMatchObject({ kind: 'person.invited', dataset: null, detail: { role: 'viewer' } });
  expect(kinds(items)).toContain('queue.created');
});
