import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles } from '#/server/domain/capability.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { expectConsistent, keep, key, next, say, statuses } from '#/server/testing/reviewing.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { countConflicts } from './count.ts';
import { listConflicts } from './list.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

test('both sides with their notes, until a lead decides; undo brings the conflict back', async () => {
  const s = await scoredDataset(lead, { samples: 4, settings: { auditShare: 0 }, policy: { overlap: 3 } });
  const [ann, bob, cy] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  const first = async (ctx: TestCtx) => (await next(ctx, s, 1))[0]!;
  await say(ann, keep(await first(ann), { verdict: 'relabel', label: 'other', note: 'the last line' }));
  await say(bob, keep(await first(bob), { verdict: 'none' }));
  expect(await listConflicts({ ctx: lead, input: { slug: s.slug } })).toEqual({ total: 0, items: [] });
  const theirs = await first(cy);
  await say(cy, keep(theirs, { note: 'as given' }));
  const { total, items } = await listConflicts({ ctx: lead, input: { slug: s.slug } });
  expect(total).toBe(1);
  expect(items[0]).toMatchObject({ sampleId: theirs.sample.id, givenLabel: 'spam', suggestedLabel: 'ham' });
  expect(items[0]?.sides.map((x) => [x.verdict, x.label, x.readings[0]?.note])).toEqual([
    ['relabel', 'other', 'the last line'],
    ['none', null, null],
    ['keep', null, 'as given'],
  ]);
  const word = {
    sampleId: theirs.sample.id,
    verdict: 'relabel',
    label: 'other',
    note: 'Ann is right',
    clientKey: key(),
  };
  expect(statuses(await say(ann, { ...word, clientKey: key() }))).toEqual(['late']);
  expect(await countConflicts({ ctx: lead, input: { slug: s.slug } })).toEqual({ total: 1 });
  expect(statuses(await say(lead, word))).toEqual(['accepted']);
  expect(await countConflicts({ ctx: lead, input: { slug: s.slug } })).toEqual({ total: 0 });
  const undo = { sampleId: theirs.sample.id, verdict: 'retract', of: word.clientKey, clientKey: key() };
  expect(statuses(await say(lead, undo))).toEqual(['accepted']);
  expect(await countConflicts({ ctx: lead, input: { slug: s.slug } })).toEqual({ total: 1 });
  await expectConsistent(t, s);
});

test('two readers who cannot decide pass it to the lead', async () => {
  const policy = { secondReading: { changes: 0, keeps: 0 } };
  const s = await scoredDataset(lead, { samples: 2, settings: { auditShare: 0 }, policy });
  for (let i = 0; i < 2; i++) {
    const ctx = await testCtx(t, 'annotator');
    const [item] = await next(ctx, s, 1);
    expect(item?.sample.row).toBe(0);
    await say(ctx, keep(item!, { verdict: 'unsure', note: `reader ${i}` }));
  }
  expect((await next(await testCtx(t, 'annotator'), s, 5)).map((i) => i.sample.row)).toEqual([1]);
  const { items } = await listConflicts({ ctx: lead, input: { slug: s.slug } });
  expect(items[0]?.sides.map((x) => [x.verdict, x.readings.length])).toEqual([['unsure', 2]]);
});

test('only leads see who said what', async () => {
  const s = await scoredDataset(lead, { samples: 2 });
  for (const role of roles.filter((r) => r !== 'admin' && r !== 'lead')) {
    const ctx = await testCtx(t, role);
    await expect(listConflicts({ ctx, input: { slug: s.slug } })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(countConflicts({ ctx, input: { slug: s.slug } })).rejects.toMatchObject({ code: 'forbidden' });
  }
});
