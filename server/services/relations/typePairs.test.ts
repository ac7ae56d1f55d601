import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { typePairs } from './typePairs.ts';

let t: TestDatabase;
let ctx: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'lead');
});
afterAll(() => t.close());

it('counts given labels per pair of types, most frequent first, the negative class apart', async () => {
  const given = [0, 1, 1, 2, 0, 2, 1];
  const types = ['DATE', 'DATE', 'TITLE', 'DATE', 'TITLE', 'DATE', null];
  const set = await scoredDataset(ctx, {
    samples: given.length,
    classes: ['no_relation', 'per:age', 'per:title'],
    settings: { negativeClass: 'no_relation' },
    at: (row) => ({ given: given[row]!, truth: 0, suggested: 0, pGiven: 0.5, suspicion: 0.5, signals: [] }),
  });
  for (const [row, type] of types.entries()) {
    const content = {
      kind: 'relation',
      text: 'He was 7',
      subject: { start: 0, end: 2, type: type === null ? null : 'PERSON' },
      object: { start: 7, end: 8, type },
    };
    await ctx.sql`update sample set content = ${ctx.sql.json(content)} where id = ${set.ids[row]!}`;
  }
  const found = await typePairs({ ctx, input: { slug: set.slug } });
  expect(found.negative).toBe('no_relation');
  expect(found.pairs).toContainEqual({
    subject: 'PERSON',
    object: 'DATE',
    labels: [
      { label: 'per:title', count: 2 },
      { label: 'per:age', count: 1 },
    ],
  });
  expect(found.pairs).toContainEqual({ subject: 'PERSON', object: 'TITLE', labels: [{ label: 'per:age', count: 1 }] });
  expect(found.pairs).toContainEqual({ subject: null, object: null, labels: [{ label: 'per:age', count: 1 }] });
  const viewer = await testCtx(t, 'viewer');
  await expect(typePairs({ ctx: viewer, input: { slug: set.slug } })).rejects.toMatchObject({ code: 'forbidden' });
});
