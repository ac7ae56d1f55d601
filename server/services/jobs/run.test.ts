import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataset, job } from '#/db/schema/index.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { importedDataset } from '#/server/testing/imported.ts';
import { createJob } from './create.ts';
import { getJob } from './get.ts';
import { recoverJobs } from './recover.ts';
import { runJob } from './run.ts';

let t: TestDatabase;
let ctx: TestCtx;
let datasetId: number;
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'system');
  datasetId = (await importedDataset(ctx, { samples: 12 })).datasetId;
});
afterAll(() => t.close());

const make = () => createJob({ ctx, input: { kind: 'encode', datasetId } });
const delivery = (jobId: string, attempt = 0) => ({
  payload: { jobId, datasetId },
  attempt,
  last: false,
  signal: new AbortController().signal,
});
const read = (id: string) => getJob({ ctx, input: { id } });

test('a job is handed over, reports, and ends as done', async () => {
  const id = await make();
  expect(ctx.enqueued.at(-1)).toMatchObject({ queue: 'encode', jobId: id, datasetId });
  expect(await read(id)).toMatchObject({ state: 'queued', progress: 0 });
  await runJob(ctx, delivery(id), async (run) => {
    run.progress(0.25, 'a quarter');
    run.progress(0.5, 'half');
  });
  expect(await read(id)).toMatchObject({ state: 'done', progress: 1, message: 'half', etaSeconds: 0, error: null });
});

test('delivered again after its end, it does nothing', async () => {
  const id = await make();
  await runJob(ctx, delivery(id), async () => {});
  let ran = false;
  await runJob(ctx, delivery(id, 1), async () => {
    ran = true;
  });
  expect(ran).toBe(false);
});

test('an error for people ends the job with its problems, and the dataset with it', async () => {
  const id = await make();
  await runJob(ctx, delivery(id), async () => {
    throw new ErrataError('bad_input', 'Two lines are wrong.', [{ message: 'no label', file: 'a.csv', line: 3 }]);
  });
  const view = await read(id);
  expect(view).toMatchObject({ state: 'failed', error: 'Two lines are wrong.' });
  expect(view.problems).toEqual([{ message: 'no label', file: 'a.csv', line: 3 }]);
  const [set] = await ctx.db.select().from(dataset).where(eq(dataset.id, datasetId));
  expect(set).toMatchObject({ state: 'failed', message: 'Two lines are wrong.' });
});

test('an unexpected error is thrown on for another delivery, and ends the job in the end', async () => {
  const id = await make();
  const fail = (attempt: number) =>
    runJob(ctx, delivery(id, attempt), async () => {
      throw new Error('out of luck');
    });
  await expect(fail(0)).rejects.toThrow('out of luck');
  expect((await read(id)).state).toBe('running');
  await expect(fail(3)).rejects.toThrow('out of luck');
  expect(await read(id)).toMatchObject({ state: 'failed', error: expect.stringContaining('out of luck') });
});

test('a lost database is never the end of a job', async () => {
  const id = await make();
  const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  await expect(
    runJob(ctx, delivery(id, 9), async () => {
      throw lost;
    }),
  ).rejects.toThrow(lost);
  expect((await read(id)).state).toBe('running');
});

test('lost jobs are handed over again; those whose worker always died are failed', async () => {
  const lost = await make();
  const dead = await make();
  const alive = await make();
  await ctx.db.update(job).set({ state: 'running' }).where(eq(job.id, dead));
  await ctx.sql`update job set created_at = now() - interval '1 hour' where id in ${ctx.sql([lost, dead, alive])}`;
  ctx.enqueued.length = 0;
  await recoverJobs(ctx, async (_, id) => id === alive);
  expect(ctx.enqueued.map((e) => e.jobId)).toEqual([lost]);
  expect((await read(dead)).state).toBe('failed');
  expect((await read(alive)).state).toBe('queued');
});

test('nobody sees jobs of a dataset that is gone, and there is no job with an unknown id', async () => {
  await expect(read('nothing')).rejects.toThrow('There is no job nothing.');
});
