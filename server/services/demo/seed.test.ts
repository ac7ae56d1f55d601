import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataset } from '#/db/schema/index.ts';
import { getDataset } from '#/server/services/datasets/get.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { runDemoImport } from './import.ts';
import { seedDemo } from './seed.ts';

let t: TestDatabase;
let ctx: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'system');
});
afterAll(() => t.close());

const names = async () => (await ctx.db.select().from(dataset).orderBy(dataset.id)).map((d) => d.name);

test('seeding makes its datasets with their jobs, once, and none that somebody deleted', async () => {
  await Promise.all([seedDemo({ ctx }), seedDemo({ ctx })]);
  expect(await names()).toEqual(['Digits, practice', 'Mail', 'Handwritten digits', 'Relations, generated']);
  expect(ctx.enqueued.map((e) => e.queue)).toEqual(['import', 'import', 'import', 'import']);
  await ctx.db.delete(dataset).where(eq(dataset.slug, 'mail'));
  await seedDemo({ ctx });
  expect(await names()).toEqual(['Digits, practice', 'Handwritten digits', 'Relations, generated']);
});

test('the practice set has 2,000 digits, 100 planted errors known to the server only, and is handed to the encoder', async () => {
  const [set] = await ctx.db.select().from(dataset).where(eq(dataset.seedKey, 'practice'));
  const signal = new AbortController().signal;
  await runDemoImport({ ctx, datasetId: set!.id }, 'practice', () => {}, signal);
  const view = await getDataset({ ctx, input: { slug: 'digits-practice' } });
  expect(view).toMatchObject({ samples: 2000, state: 'encoding', demo: true, practice: true });
  expect(view.classes.map((c) => c.hotKey)).toEqual([...'0123456789']);
  const planted = await ctx.sql`
    select count(*)::int as n, count(*) filter (where p.true_class = s.given_class)::int as same
    from planted_truth p join sample s on s.id = p.sample_id where s.dataset_id = ${set!.id}`;
  expect(planted).toEqual([{ n: 100, same: 0 }]);
  expect(JSON.stringify(view)).not.toMatch(/truth|planted/i);
});

test('the generated relations have the 42 labels of TACRED, and what was hidden is known to the server only', async () => {
  const [set] = await ctx.db.select().from(dataset).where(eq(dataset.seedKey, 'relations'));
  await runDemoImport({ ctx, datasetId: set!.id }, 'relations', () => {}, new AbortController().signal);
  const view = await getDataset({ ctx, input: { slug: 'relations-generated' } });
  expect(view).toMatchObject({
    samples: 6400,
    task: 'relation',
    practice: true,
    settings: { negativeClass: 'no_relation' },
  });
  expect(view.classes).toHaveLength(42);
  const planted = await ctx.sql`
    select count(*)::int as n, bool_and(s.given_class = (select index from class where dataset_id = ${set!.id} and name = 'no_relation')) as negative,
      bool_and(s.extra->>'relation' is null) as unsaid
    from planted_truth p join sample s on s.id = p.sample_id where s.dataset_id = ${set!.id}`;
  expect(planted).toEqual([{ n: 346, negative: true, unsaid: true }]);
});
