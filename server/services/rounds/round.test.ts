import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataset, decision, encoding, job, queue, round } from '#/db/schema/index.ts';
import { openCompute } from '#/server/compute/open.ts';
import type { Compute } from '#/server/compute/types.ts';
import type { Ctx } from '#/server/context.ts';
import { locateGeometry } from '#/server/services/encodings/geometry.ts';
import { runEncoding } from '#/server/services/encodings/run.ts';
import { finishImport } from '#/server/services/imports/run.ts';
import { runJob } from '#/server/services/jobs/run.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { type Imported, importedDataset } from '#/server/testing/imported.ts';
import { failRound } from './fail.ts';
import { listRounds } from './list.ts';
import { preloadGeometry } from './preload.ts';
import { requestRound } from './request.ts';
import { runRound } from './run.ts';
import { startRound } from './start.ts';

let t: TestDatabase;
let ctx: TestCtx;
let compute: Compute;
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'system');
  compute = openCompute();
});
afterAll(async () => {
  await compute.close();
  await t.close();
});

const delivery = (jobId: string, datasetId: number, attempt = 0) => ({
  payload: { jobId, datasetId },
  attempt,
  last: false,
  signal: new AbortController().signal,
});

/** Runs what was handed to the workers, in order, until nothing is left. */
async function work(use: { compute?: Compute; ctx?: Ctx } = {}): Promise<void> {
  const parts = { ctx: use.ctx ?? ctx, compute: use.compute ?? compute };
  for (let next = ctx.enqueued.shift(); next; next = ctx.enqueued.shift()) {
    const run = next.queue === 'encode' ? runEncoding : runRound;
    await runJob(ctx, delivery(next.jobId, next.datasetId), (r) => run({ ...parts, run: r }));
  }
}

async function ready(samples = 150): Promise<Imported> {
  const made = await importedDataset(ctx, { samples });
  await finishImport({ ctx, datasetId: made.datasetId });
  await work();
  return made;
}

/** Writes decisions as the review service does: numbered without gaps under the dataset's lock. */
async function decide(datasetId: number, said: { row: number; label: number }[]): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [set] = await tx.select().from(dataset).where(eq(dataset.id, datasetId)).for('update');
    for (const [i, { row, label }] of said.entries()) {
      const [s] = await ctx.sql`select id, given_class from sample where dataset_id = ${datasetId} and row = ${row}`;
      await tx.insert(decision).values({
        datasetId,
        seq: set!.eventSeq + i + 1,
        sampleId: Number(s!.id),
        userId: 'reader',
        verdict: label === s!.given_class ? 'keep' : 'relabel',
        label: label === s!.given_class ? null : label,
        clientKey: `${datasetId}-${set!.eventSeq + i}-key`,
        suggestionShown: true,
      });
    }
    const eventSeq = set!.eventSeq + said.length;
    await tx.update(dataset).set({ eventSeq, decisions: eventSeq }).where(eq(dataset.id, datasetId));
  });
}

/** Class indexes are in the order of the names: boats, bread, chess. */
const truthOf = (row: number) => row % 3;

async function published(datasetId: number) {
  const [set] = await ctx.db.select().from(dataset).where(eq(dataset.id, datasetId));
  const [found] = await ctx.db
    .select()
    .from(round)
    .where(eq(round.id, set!.roundId ?? -1));
  return { set: set!, round: found };
}

/** Everything of a round's scores but the ids, which differ between datasets. */
async function digest(roundId: number): Promise<string> {
  const rows = await ctx.sql`
    select row, p_given, suggested_class, p_suggested, suspicion, signals, top_classes, top_probabilities, open
    from score where round_id = ${roundId} order by row`;
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

test('an import ends in a published cold round with queues, frozen doubt and neighbours', async () => {
  const { datasetId, slug, planted } = await ready();
  const { set, round: first } = await published(datasetId);
  expect(set.state).toBe('ready');
  expect(first).toMatchObject({ number: 1, trigger: 'import', mode: 'cold', state: 'published', decisions: 0 });
  expect(first!.methodHash).toMatch(/^[0-9a-f]{64}$/);
  const queues = await ctx.db.select().from(queue).where(eq(queue.datasetId, datasetId)).orderBy(queue.position);
  expect(queues[0]).toMatchObject({ key: 'likely-wrong', name: 'Likely wrong', orderBy: 'suspicion', position: 0 });
  expect(queues.length).toBeGreaterThan(1);
  const scores = await ctx.sql`
    select s.row, s.p_given, s.suspicion, s.open, x.frozen_doubt from score s join sample x on x.id = s.sample_id
    where s.round_id = ${first!.id} order by s.suspicion desc, s.sample_id`;
  expect(scores).toHaveLength(150);
  for (const s of scores) expect(s.frozen_doubt).toBeCloseTo(1 - s.p_given, 5);
  const top = scores.slice(0, planted.size).filter((s) => planted.has(s.row));
  expect(top.length / planted.size).toBeGreaterThan(0.8);
  const near = await ctx.sql`select row, rows, similarities from neighbors where dataset_id = ${datasetId}`;
  expect(near).toHaveLength(150);
  expect(near[0]!.rows).toHaveLength(10);
  expect(near[0]!.rows).not.toContain(near[0]!.row);
  const [view] = await listRounds({ ctx, input: { slug } });
  expect(view).toMatchObject({ number: 1, samples: 150, hitRate: null, diff: { doubted: 0, cleared: 0 } });
  expect(view!.metrics.estimatedNoise).toBeGreaterThan(0);
});

test('a batch is learned from: decided samples leave the order, the figures follow the log', async () => {
  const { datasetId, slug, planted } = await ready();
  const wrong = [...planted.keys()].slice(0, 8);
  await decide(
    datasetId,
    [...wrong, 0, 1].map((row) => ({ row, label: truthOf(row) })),
  );
  await requestRound({ ctx, datasetId, trigger: 'batch' });
  await work();
  const { round: second } = await published(datasetId);
  expect(second).toMatchObject({ number: 2, mode: 'warm', watermark: 10, decisions: 10, changed: 8 });
  expect(second!.hitRate).toBeCloseTo(0.8);
  const closed = await ctx.sql`select row from score where round_id = ${second!.id} and not open order by row`;
  expect(closed.map((r) => r.row)).toEqual([...wrong, 0, 1].sort((a, b) => a - b));
  const views = await listRounds({ ctx, input: { slug } });
  expect(views.map((v) => v.number)).toEqual([2, 1]);
});

test('killed at any step and run again, a round ends with the scores of one that was not', async () => {
  const whole = await ready();
  const cut = await ready();
  const said = [...whole.planted.keys()].slice(0, 10).map((row) => ({ row, label: truthOf(row) }));
  await decide(whole.datasetId, said);
  await requestRound({ ctx, datasetId: whole.datasetId, trigger: 'batch' });
  await work();
  await decide(cut.datasetId, said);
  const jobId = await requestRound({ ctx, datasetId: cut.datasetId, trigger: 'batch' });
  ctx.enqueued.length = 0;
  const before = await published(cut.datasetId);
  const dies = (where: string) => async () => {
    throw new Error(`killed at ${where}`);
  };
  const failing: { ctx?: Ctx; compute?: Compute }[] = [
    { compute: { ...compute, round: dies('the computation') } },
    // The state is stored after the scores are written and before they are published.
    { ctx: { ...ctx, blobs: { ...ctx.blobs, put: dies('the state') } } },
  ];
  for (const [attempt, broken] of failing.entries()) {
    const parts = { ctx: broken.ctx ?? ctx, compute: broken.compute ?? compute };
    const again = runJob(ctx, delivery(jobId, cut.datasetId, attempt), (run) => runRound({ ...parts, run }));
    await expect(again).rejects.toThrow('killed at');
    expect(await published(cut.datasetId)).toEqual(before);
  }
  // What is decided meanwhile belongs to the next round: the watermark stands.
  await decide(cut.datasetId, [{ row: 2, label: 2 }]);
  await runJob(ctx, delivery(jobId, cut.datasetId, 2), (run) => runRound({ ctx, compute, run }));
  const [a, b] = [await published(whole.datasetId), await published(cut.datasetId)];
  expect(b.round).toMatchObject({ number: 2, watermark: 10, methodHash: a.round!.methodHash });
  expect(await digest(b.round!.id)).toBe(await digest(a.round!.id));
  expect(await ctx.db.$count(round, eq(round.datasetId, cut.datasetId))).toBe(2);
});

/** One dataset for the tests that only count its rounds. */
let shared: Promise<Imported> | undefined;
async function counted() {
  shared ??= ready();
  const { datasetId, slug } = await shared;
  return { datasetId, slug, last: (await published(datasetId)).round!.number };
}

test('run again after it was published, a round is not made twice', async () => {
  const { datasetId, last } = await counted();
  await requestRound({ ctx, datasetId, trigger: 'demand' });
  const { jobId } = ctx.enqueued[0]!;
  await work();
  // The worker died between publishing and saying so.
  await ctx.db.update(job).set({ state: 'running' }).where(eq(job.id, jobId));
  await runJob(ctx, delivery(jobId, datasetId, 1), (run) => runRound({ ctx, compute, run }));
  expect((await published(datasetId)).round!.number).toBe(last + 1);
});

test('requests while one waits are one round; nothing new makes none; on demand always makes one', async () => {
  const { datasetId, slug, last } = await counted();
  await decide(datasetId, [{ row: 0, label: 0 }]);
  const ids = [];
  for (let i = 0; i < 3; i++) ids.push(await requestRound({ ctx, datasetId, trigger: 'batch' }));
  expect(new Set(ids).size).toBe(1);
  await work();
  expect((await published(datasetId)).round!.number).toBe(last + 1);
  await requestRound({ ctx, datasetId, trigger: 'batch' });
  await work();
  expect((await published(datasetId)).round!.number).toBe(last + 1);
  const started = await startRound({ ctx, input: { slug, mode: 'cold' } });
  expect(started).toMatchObject({ kind: 'round', state: 'queued', dataset: slug });
  await work();
  expect((await published(datasetId)).round).toMatchObject({
    number: last + 2,
    trigger: 'demand',
    mode: 'cold',
  });
});

test('two jobs of one dataset at the same time take turns', async () => {
  const { datasetId, last } = await counted();
  const first = await requestRound({ ctx, datasetId, trigger: 'demand' });
  const second = await requestRound({ ctx, datasetId, trigger: 'demand' });
  ctx.enqueued.length = 0;
  await Promise.all(
    [first, second].map((id) => runJob(ctx, delivery(id, datasetId), (run) => runRound({ ctx, compute, run }))),
  );
  const rounds = await ctx.db.select().from(round).where(eq(round.datasetId, datasetId)).orderBy(round.number);
  expect(rounds.slice(-2).map((r) => [r.number, r.state])).toEqual([
    [last + 1, 'published'],
    [last + 2, 'published'],
  ]);
});

test('a round that fails for good leaves the one before standing', async () => {
  const { datasetId, slug, last } = await counted();
  const before = await published(datasetId);
  const jobId = await requestRound({ ctx, datasetId, trigger: 'demand' });
  ctx.enqueued.length = 0;
  const broken: Compute = {
    ...compute,
    round: async () => {
      throw new Error('no memory');
    },
  };
  const run = runJob(
    ctx,
    { ...delivery(jobId, datasetId, 3), last: true },
    (r) => runRound({ ctx, compute: broken, run: r }),
    { onFailed: () => failRound(ctx, datasetId) },
  );
  await expect(run).rejects.toThrow('no memory');
  expect(await published(datasetId)).toEqual(before);
  const [failed] = await listRounds({ ctx, input: { slug } });
  expect(failed).toMatchObject({ number: last + 1, state: 'failed', publishedAt: null });
});

test('old scores are dropped, the last three rounds stay', async () => {
  const { datasetId } = await counted();
  for (let i = 0; i < 3; i++) {
    await requestRound({ ctx, datasetId, trigger: 'demand' });
    await work();
  }
  const kept = await ctx.sql`
    select r.number from round r where r.dataset_id = ${datasetId} and to_regclass('score_' || r.id) is not null
    order by r.number`;
  const last = (await published(datasetId)).round!.number;
  expect(kept.map((r) => r.number)).toEqual([last - 2, last - 1, last]);
});

test('only leads start rounds, and not before there is one', async () => {
  const { slug, datasetId } = await counted();
  const annotator = await testCtx(t, 'annotator');
  await expect(startRound({ ctx: annotator, input: { slug } })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(listRounds({ ctx: annotator, input: { slug } })).rejects.toMatchObject({ code: 'forbidden' });
  await ctx.db
    .update(dataset)
    .set({ roundId: null })
    .where(and(eq(dataset.id, datasetId)));
  await expect(startRound({ ctx, input: { slug } })).rejects.toMatchObject({ code: 'conflict' });
});

test('after a start the geometry is read ahead of the dataset that was decided on last', async () => {
  const [one, other] = [await ready(150), await ready(160)];
  for (const { datasetId } of [other, one]) {
    await decide(datasetId, [{ row: 0, label: truthOf(0) }]);
    const asked: string[] = [];
    const preload: Compute['preload'] = async (task) => {
      asked.push(task.geometry.key);
      await compute.preload(task);
    };
    await preloadGeometry({ ctx, compute: { ...compute, preload } });
    const [used] = await ctx.db
      .select({ encoding })
      .from(encoding)
      .innerJoin(round, eq(round.encodingId, encoding.id))
      .where(eq(round.datasetId, datasetId));
    expect(asked).toEqual([(await locateGeometry(ctx.blobs, used!.encoding)).key]);
  }
});
