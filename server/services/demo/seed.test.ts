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

test('seeding makes three datasets with their jobs, once, and none that somebody deleted', async () => {
  await Promise.all([seedDemo({ ctx }), seedDemo({ ctx })]);
  expect(await names()).toEqual(['Digits, practice', 'Mail', 'Handwritten digits']);
  expect(ctx.enqueued.map((e) => e.queue)).toEqual(['import', 'import', 'import']);
  await ctx.db.delete(dataset).where(eq(dataset.slug, 'mail'));
  await seedDemo({ ctx });
  expect(await names()).toEqual(['Digits, practice', 'Handwritten digits']);
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
