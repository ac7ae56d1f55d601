import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SampleView } from '#/server/domain/views.ts';
import { decide } from '#/server/services/review/decide.ts';
import { openSample } from '#/server/services/review/open.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { findSample } from './find.ts';
import { getSample } from './get.ts';
import { pageSamples } from './page.ts';

let t: TestDatabase;
let lead: TestCtx;
let s: Scored;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
  s = await scoredDataset(lead, { samples: 100 });
  const item = await openSample({ ctx: lead, input: { slug: s.slug, sampleId: String(s.ids[3]) } });
  const decision = {
    leaseId: item.leaseId,
    sampleId: item.sample.id,
    verdict: 'relabel',
    label: 'ham',
    note: 'a ham',
    clientKey: randomUUID(),
  };
  await decide({ ctx: lead, input: { decisions: [decision] } });
});
afterAll(() => t.close());

const page = (more: object) =>
  pageSamples({ ctx: lead, input: { slug: s.slug, limit: 7, sort: 'suspicion', ...more } });

async function all(more: object): Promise<SampleView[]> {
  const found: SampleView[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await page({ ...more, cursor });
    found.push(...items);
    if (nextCursor === null) return found;
    cursor = nextCursor;
  }
}

test.each([
  ['row', (v: SampleView) => v.row],
  ['suspicion', (v: SampleView) => -(v.suspicion ?? 0)],
  ['signal', (v: SampleView) => -(Object.values(v.signals)[1] ?? 0)],
])('by %s every sample comes once, in order', async (sort, value) => {
  const id = sort === 'signal' ? Object.keys((await page({})).items[0]!.signals)[1] : sort;
  const items = await all({ sort: id });
  expect(new Set(items.map((i) => i.id)).size).toBe(100);
  const values = items.map(value);
  expect(values).toEqual([...values].sort((a, b) => a - b));
});

test('filters, with exact totals', async () => {
  const changed = await page({ status: 'changed' });
  expect(changed).toMatchObject({
    total: 1,
    nextCursor: null,
    items: [{ row: 3, currentLabel: 'ham', givenLabel: 'spam' }],
  });
  const spam = await all({ given: 'spam' });
  expect(spam.every((i) => i.givenLabel === 'spam')).toBe(true);
  expect((await page({ given: 'spam' })).total).toBe(spam.length);
  expect((await page({ status: 'unreviewed' })).total).toBe(99);
  expect((await page({ suggested: 'ham', given: 'spam' })).items.every((i) => i.suggestion?.label === 'ham')).toBe(
    true,
  );
  await expect(page({ given: 'nonsense' })).rejects.toMatchObject({ code: 'bad_input' });
  await expect(page({ sort: 'nonsense' })).rejects.toMatchObject({ code: 'bad_input' });
  await expect(page({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'bad_input' });
});

test('search is literal, in text, title and id', async () => {
  expect((await all({ search: 'ROW 42' })).map((i) => i.row)).toEqual([42]);
  expect((await page({ search: 'x17' })).items.map((i) => i.row)).toEqual([17]);
  expect((await page({ search: '%' })).total).toBe(0);
  const many = await all({ search: 'title' });
  expect(many).toHaveLength(100);
});

test('one sample, with what was said about it', async () => {
  const view = await getSample({ ctx: lead, input: { slug: s.slug, id: String(s.ids[3]) } });
  expect(view).toMatchObject({
    status: 'changed',
    currentLabel: 'ham',
    decisions: [{ verdict: 'relabel', label: 'ham', note: 'a ham', late: false }],
  });
  await expect(getSample({ ctx: lead, input: { slug: s.slug, id: '999999' } })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('found by external id before row number', async () => {
  const find = (idOrRow: string) => findSample({ ctx: lead, input: { slug: s.slug, idOrRow } });
  expect(await find('x5')).toEqual({ id: String(s.ids[5]) });
  expect(await find(' #6 ')).toEqual({ id: String(s.ids[6]) });
  expect(await find('6')).toEqual({ id: String(s.ids[6]) });
  expect(await find('nothing')).toBeNull();
});

test('annotators do not browse, and cannot open what another holds', async () => {
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  await expect(pageSamples({ ctx: ann, input: { slug: s.slug, limit: 5, sort: 'row' } })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const input = { slug: s.slug, sampleId: String(s.ids[50]) };
  const item = await openSample({ ctx: ann, input });
  expect((await openSample({ ctx: ann, input })).leaseId).toBe(item.leaseId);
  await expect(openSample({ ctx: bob, input })).rejects.toMatchObject({ code: 'conflict' });
  const settled = await openSample({ ctx: bob, input: { slug: s.slug, sampleId: String(s.ids[3]) } });
  expect(settled.sample.currentLabel).toBe('spam');
});
