import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataset } from '#/db/schema/index.ts';
import type { LiveEvent } from '#/server/domain/views.ts';
import { createJob } from '#/server/services/jobs/create.ts';
import { runJob } from '#/server/services/jobs/run.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { importedDataset } from '#/server/testing/imported.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { publish } from './publish.ts';
import { watchDataset } from './watch.ts';

let t: TestDatabase;
let ctx: TestCtx;
let one: { datasetId: number; slug: string };
let other: { datasetId: number; slug: string };
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'system');
  one = await importedDataset(ctx, { samples: 12 });
  other = await importedDataset(ctx, { samples: 12 });
});
afterAll(() => t.close());

/** Collects events until `done`, then ends the watch. */
async function collect(
  slug: string,
  done: (events: LiveEvent[]) => boolean,
  act: () => Promise<void> = async () => {},
) {
  const controller = new AbortController();
  const events: LiveEvent[] = [];
  const watcher = await testCtx(t, 'annotator');
  let acted = false;
  for await (const event of watchDataset({
    ctx: { ...watcher, sql: t.sql },
    input: { slug },
    signal: controller.signal,
  })) {
    events.push(event);
    if (!acted) {
      acted = true;
      await act();
    }
    if (done(events)) break;
  }
  controller.abort();
  return events;
}

test('a watcher is told how things stand first', async () => {
  const events = await collect(one.slug, (e) => e.some((x) => x.type === 'decisions'));
  expect(events).toContainEqual({ type: 'dataset', slug: one.slug, state: 'importing' });
  expect(events).toContainEqual({ type: 'decisions', decisionsToNextRound: 10 });
});

test('nobody is told figures: not what is estimated, nor what others decided', async () => {
  const s = await scoredDataset(ctx, { samples: 20 });
  const events = await collect(s.slug, (e) => e.some((x) => x.type === 'decisions'));
  expect(events.find((e) => e.type === 'round')).toEqual({
    type: 'round',
    round: {
      number: 1,
      trigger: 'import',
      state: 'published',
      samples: 20,
      diff: { doubted: 0, cleared: 0 },
      milliseconds: null,
    },
  });
  expect(events.find((e) => e.type === 'decisions')).toEqual({ type: 'decisions', decisionsToNextRound: 10 });
});

test('a job is followed to its end; other datasets stay silent', async () => {
  const events = await collect(
    one.slug,
    (e) => e.some((x) => x.type === 'job' && x.job.state === 'done'),
    async () => {
      await publish(ctx.sql, { type: 'dataset', datasetId: other.datasetId });
      const jobId = await createJob({ ctx, input: { kind: 'encode', datasetId: one.datasetId } });
      const payload = { jobId, datasetId: one.datasetId };
      const signal = new AbortController().signal;
      await runJob(ctx, { payload, attempt: 0, last: false, signal }, async (run) => run.progress(0.5, 'half way'));
    },
  );
  expect(events.at(-1)).toMatchObject({ type: 'job', job: { dataset: one.slug, message: 'half way', progress: 1 } });
  expect(JSON.stringify(events)).not.toContain(other.slug);
});

test('without a slug, jobs and states of all datasets come', async () => {
  const events = await collect(
    '',
    (e) => e.some((x) => x.type === 'dataset' && x.slug === other.slug && x.state === 'encoding'),
    async () => {
      await ctx.db.update(dataset).set({ state: 'encoding' }).where(eq(dataset.id, other.datasetId));
      await publish(ctx.sql, { type: 'decisions', datasetId: other.datasetId });
      await publish(ctx.sql, { type: 'dataset', datasetId: other.datasetId });
    },
  );
  expect(events.map((e) => e.type)).not.toContain('decisions');
});

test('a notice inside a transaction that fails is never heard', async () => {
  const events = await collect(
    one.slug,
    (e) => e.filter((x) => x.type === 'decisions').length === 2,
    async () => {
      const broken = t.sql.begin(async (tx) => {
        await publish(tx, { type: 'round', datasetId: one.datasetId, roundId: 1 });
        throw new Error('rolled back');
      });
      await expect(broken).rejects.toThrow('rolled back');
      await new Promise((resolve) => setTimeout(resolve, 100));
      await publish(t.sql, { type: 'decisions', datasetId: one.datasetId });
    },
  );
  expect(events.map((e) => e.type)).not.toContain('round');
});

test('after a lost connection a watcher is told again how things stand', async () => {
  const events = await collect(
    one.slug,
    (e) => e.some((x) => x.type === 'dataset' && x.state === 'failed'),
    async () => {
      // Changed without a word, as if the word had been said while nobody could hear it.
      await ctx.db.update(dataset).set({ state: 'failed' }).where(eq(dataset.id, one.datasetId));
      await t.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like 'listen%'`;
    },
  );
  expect(events.at(-1)).toMatchObject({ type: 'dataset', state: 'failed' });
});

test('the watch ends when its signal aborts, also while nothing happens', async () => {
  const controller = new AbortController();
  const events = watchDataset({ ctx, input: { slug: one.slug }, signal: controller.signal });
  await events.next();
  setTimeout(() => controller.abort(), 100);
  let ended = false;
  for (let i = 0; i < 100 && !ended; i++) ended = (await events.next()).done ?? false;
  expect(ended).toBe(true);
});

test('an unknown dataset cannot be watched', async () => {
  const events = watchDataset({ ctx, input: { slug: 'nowhere' }, signal: undefined });
  await expect(events.next()).rejects.toThrow('There is no dataset');
});
