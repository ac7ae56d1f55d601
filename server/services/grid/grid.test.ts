import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, next, say } from '#/server/testing/reviewing.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { gridOrder } from './order.ts';
import { gridPage } from './page.ts';
import { gridSample } from './sample.ts';
import { gridView } from './view.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

test('pages of one class, most suspicious first, without what is decided or held by others', async () => {
  const s = await scoredDataset(lead, { samples: 300, settings: { auditShare: 0 } });
  const ann = await testCtx(t, 'annotator');
  const [decided, held] = await next(ann, s, 2);
  await say(ann, keep(decided!));
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await gridPage({ ctx: lead, input: { slug: s.slug, given: 'spam', limit: 30, cursor } });
    pages.push(page.items.map((i) => i.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  const all = pages.flat();
  const ofClass = s.ids.map(String).filter((id) => s.truth.get(Number(id))!.given === 'spam');
  const gone = new Set([decided!.sample.id, held!.sample.id]);
  const whole = await gridOrder({ ctx: lead, input: { slug: s.slug, given: 'spam', limit: 60 } });
  const rest = await gridOrder({
    ctx: lead,
    input: { slug: s.slug, given: 'spam', limit: 60, cursor: whole.nextCursor ?? undefined },
  });
  expect([...whole.ids, ...rest.ids]).toEqual(all);
  // Suspicion falls with the row, and ids rise with it.
  expect(all).toEqual(ofClass.filter((id) => !gone.has(id)));
  expect(pages[0]).toHaveLength(30);
});

test('the nearest of a page are named both ways', async () => {
  const s = await scoredDataset(lead, { samples: 90 });
  const { items } = await gridPage({ ctx: lead, input: { slug: s.slug, given: 'ham', limit: 30 } });
  for (const tile of items)
    for (const other of tile.near) expect(items.find((i) => i.id === other)!.near).toContain(tile.id);
  // Of the five samples that follow, the third has the same label.
  expect(items.some((i) => i.near.length === 2)).toBe(true);
});

test('readers need a queue they may draw from; viewers see none', async () => {
  const s = await scoredDataset(lead, { samples: 60 });
  const ann = await testCtx(t, 'annotator');
  const viewer = await testCtx(t, 'viewer');
  const input = { slug: s.slug, given: 'ham', limit: 30 };
  await expect(gridPage({ ctx: ann, input })).rejects.toMatchObject({ code: 'bad_input' });
  await expect(gridOrder({ ctx: viewer, input })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(gridPage({ ctx: viewer, input })).rejects.toMatchObject({ code: 'forbidden' });
  const queueId = String(s.queueId);
  expect((await gridPage({ ctx: ann, input: { ...input, queueId } })).items.length).toBeGreaterThan(0);
  expect(await gridView({ ctx: ann, input: { slug: s.slug, queueId } })).toMatchObject({ queue: { id: queueId } });
  await expect(gridView({ ctx: ann, input: { slug: s.slug } })).rejects.toMatchObject({ code: 'bad_input' });
  const whole = { slug: s.slug, id: String(s.ids[0]), queueId };
  expect(await gridSample({ ctx: ann, input: whole })).toMatchObject({ kind: 'text', text: 'Text of row 0' });
  await expect(gridSample({ ctx: viewer, input: whole })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(gridSample({ ctx: ann, input: { ...whole, id: '1' } })).rejects.toMatchObject({ code: 'not_found' });
  await t.sql`update queue set restricted = true where id = ${s.queueId}`;
  await expect(gridPage({ ctx: ann, input: { ...input, queueId } })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(gridPage({ ctx: lead, input: { ...input, given: 'eggs' } })).rejects.toMatchObject({
    code: 'bad_input',
  });
});
