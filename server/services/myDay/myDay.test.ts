import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, key, next, say } from '#/server/testing/reviewing.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { myDay } from './get.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());

const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

test('a reader’s day: own standing decisions, the median without breaks, agreement only where enough is shared', async () => {
  const [lead, ann, bob] = [await testCtx(t, 'lead'), await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  const s = await scoredDataset(lead, { samples: 60, settings: { auditShare: 0 } });
  const day = (ctx = ann, since = hourAgo()) => myDay({ ctx, input: { slug: s.slug, since } });
  expect(await day()).toEqual({
    decisions: 0,
    changed: 0,
    medianMilliseconds: null,
    agreement: null,
    readingSince: null,
  });
  const items = await next(ann, s, 12);
  const times = [1000, 2000, 3000, 4000, 5000, 900_000];
  await say(ann, ...items.slice(0, 6).map((i, k) => keep(i, { milliseconds: times[k] })));
  const undone = keep(items[6]!);
  await say(ann, undone, { ...undone, verdict: 'retract', of: undone.clientKey, clientKey: key() });
  expect(await day()).toMatchObject({ decisions: 6, changed: 0, medianMilliseconds: 3000, agreement: null });
  expect((await day()).readingSince).not.toBeNull();
  expect(await day(ann, new Date(Date.now() + 60_000).toISOString())).toMatchObject({ decisions: 0 });
  expect(await day(bob)).toMatchObject({ decisions: 0, agreement: null });

  await say(ann, ...items.slice(7).map((i) => keep(i)));
  const read = [...items.slice(0, 6), ...items.slice(7)];
  const others = read.map((i, k) => ({ ...keep(i), leaseId: undefined, ...(k === 0 ? { verdict: 'none' } : {}) }));
  await say(bob, ...others.slice(0, 9));
  expect(await day()).toMatchObject({ decisions: 11, agreement: null });
  await say(bob, ...others.slice(9));
  expect(await day()).toMatchObject({ agreement: { same: 10, of: 11 } });
});

test('a viewer has no day, and a system neither', async () => {
  const lead = await testCtx(t, 'lead');
  const s = await scoredDataset(lead, { samples: 5 });
  for (const role of ['viewer', 'system'] as const) {
    const ctx = await testCtx(t, role);
    await expect(myDay({ ctx, input: { slug: s.slug, since: hourAgo() } })).rejects.toMatchObject({
      code: 'forbidden',
    });
  }
});
