import { gzipSync } from 'node:zlib';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataset, job, model, modelVote, queue } from '#/db/schema/index.ts';
import { writeNpy } from '#/ml/npy.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { type ParquetColumn, writeParquet } from '#/server/formats/write/parquet.ts';
import { storeUpload } from '#/server/services/imports/upload.ts';
import type { JobRun } from '#/server/services/jobs/run.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { listModels } from './list.ts';
import { removeModels } from './remove.ts';
import { runModelImport } from './run.ts';
import { startModelImport } from './start.ts';

let t: TestDatabase;
let ctx: TestCtx;
let set: Scored;
const names = ['ham', 'other', 'spam'];
const samples = 6;

beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'lead');
});
afterAll(() => t.close());

async function fresh() {
  set = await scoredDataset(ctx, {
    samples,
    classes: names,
    // Given: ham, other, spam, ham, other, spam.
    at: (row) => ({ given: row % 3, truth: row % 3, suggested: 0, pGiven: 0.9, suspicion: 0.5, signals: [0, 0, 0, 0] }),
  });
}

async function add(files: Record<string, string | Uint8Array>, idColumn?: string) {
  const uploadIds: string[] = [];
  for (const [fileName, content] of Object.entries(files)) {
    async function* body() {
      yield typeof content === 'string' ? Buffer.from(content) : content;
    }
    uploadIds.push((await storeUpload({ ctx, input: { fileName, body: body() } })).id);
  }
  const { job: jobId } = await startModelImport({ ctx, input: { slug: set.slug, uploadIds, idColumn } });
  const [row] = await ctx.db.select().from(job).where(eq(job.id, jobId));
  const run: JobRun = {
    jobId,
    datasetId: set.datasetId,
    payload: row!.payload,
    progress: () => {},
    signal: new AbortController().signal,
  };
  await runModelImport({ ctx, run });
  const [after] = await ctx.db.select().from(job).where(eq(job.id, jobId));
  return { run: { ...run, payload: after!.payload }, notes: after!.problems.map((p) => p.message) };
}

const ids = async () =>
  (
    await ctx.sql<
      { external_id: string }[]
    >`select external_id from sample where dataset_id = ${set.datasetId} order by row`
  ).map((r) => r.external_id);
const list = () => listModels({ ctx, input: { slug: set.slug } });

async function problemsOf(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(ErrataError);
  return (error as ErrataError).problems;
}

describe('models of the user', () => {
  it('come many in one table with ids, by name or number, and vote', async () => {
    await fresh();
    const [a, b, c] = await ids();
    const csv = `id,cnn,lstm,gcn\n${b},1,spam,2\n${a},0,ham,ham\n${c},0,1,spam\n`;
    const { notes } = await add({ 'dev.csv.gz': gzipSync(csv) });
    expect(notes).toEqual(['3 of 6 samples are not in dev.csv; its models say nothing about them.']);
    expect((await list()).map((m) => [m.name, m.kind, m.covered])).toEqual([
      ['cnn', 'labels', 3],
      ['lstm', 'labels', 3],
      ['gcn', 'labels', 3],
    ]);
    const votes = await ctx.db
      .select()
      .from(modelVote)
      .where(eq(modelVote.datasetId, set.datasetId))
      .orderBy(modelVote.row);
    expect(
      votes.map(({ row, models, against, alternative, alternatives }) => [
        row,
        models,
        against,
        alternative,
        alternatives,
      ]),
    ).toEqual([
      [0, 3, 0, -1, 0],
      [1, 3, 2, 2, 2],
      [2, 3, 2, 0, 1],
    ]);
    const made = await ctx.db
      .select()
      .from(queue)
      .where(and(eq(queue.datasetId, set.datasetId), eq(queue.key, 'models-disagree')));
    expect(made[0]).toMatchObject({ name: 'Models and label disagree', filter: { atLeast: 0.5 } });
    expect(ctx.enqueued.at(-1)?.queue).toBe('round');
  });

  it('come as probabilities by row, in a .npy array or a column per class', async () => {
    await fresh();
    const rows = Array.from({ length: samples }, (_, i) => [i === 1 ? 0 : 0.5, 0.2, i === 1 ? 0.8 : 0.3]);
    await add({ 'p.npy': writeNpy(Float32Array.from(rows.flat()), [samples, 3]) });
    expect(await list()).toMatchObject([{ name: 'p', kind: 'probabilities', covered: 6 }]);
    // One model with probabilities speaks through confident learning, not through votes.
    expect(await ctx.db.$count(modelVote, eq(modelVote.datasetId, set.datasetId))).toBe(0);
    await add({ 'q.csv': `spam,ham,other\n${rows.map(([h, o, s]) => `${s},${h},${o}`).join('\n')}\n` });
    expect(await ctx.db.$count(modelVote, eq(modelVote.datasetId, set.datasetId))).toBe(6);
    const [p, q] = await ctx.db.select().from(model).where(eq(model.datasetId, set.datasetId)).orderBy(model.id);
    expect(q!.predictions).toBe(p!.predictions);
  });

  it('come as JSON lines, whose true label tells a shifted file', async () => {
    await fresh();
    const all = await ids();
    const lines = all.map((id, i) =>
      JSON.stringify({ id, text: 'left aside', label_true: names[(i + 1) % 3], label_pred: names[i % 3] }),
    );
    const { notes } = await add({ 'bert.jsonl': lines.join('\n') });
    expect(notes).toEqual([expect.stringContaining('in 6 rows “label_true” is not the given label')]);
    expect(await list()).toMatchObject([{ name: 'bert', kind: 'labels', covered: 6 }]);
  });

  it('come in Parquet', async () => {
    await fresh();
    const all = await ids();
    async function* rows() {
      for (const [i, id] of all.entries()) yield { id, roberta: names[i % 3], deberta: i };
    }
    const columns: ParquetColumn[] = [
      { name: 'id', type: 'text' },
      { name: 'roberta', type: 'text' },
      { name: 'deberta', type: 'number' },
    ];
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeParquet(columns, rows())) chunks.push(chunk);
    const [problem] = await problemsOf(add({ 'dev.parquet': Buffer.concat(chunks) }));
    // Rows 3 and on have numbers that are no class.
    expect(problem?.message).toMatch(/“3” \(column deberta\) is no class/);
    columns.pop();
    chunks.length = 0;
    for await (const chunk of writeParquet(columns, rows())) chunks.push(chunk);
    await add({ 'dev.parquet': Buffer.concat(chunks) });
    expect(await list()).toMatchObject([{ name: 'roberta', kind: 'labels', covered: 6 }]);
  });

  it('bring their own order of classes in a list of names', async () => {
    await fresh();
    await add({ 'names.json': '["spam", "ham", "other"]', 'y.npy': writeNpy(Int32Array.of(1, 2, 0, 1, 2, 0), [6]) });
    const votes = await ctx.db.select().from(modelVote).where(eq(modelVote.datasetId, set.datasetId));
    expect(votes.map((v) => v.against)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it.each([
    ['x.csv', 'id,m\nnobody,ham\n', { line: 2, message: /no sample with the id “nobody”/ }],
    ['x.csv', 'm\nham\nspam\n', { message: /2 rows, the dataset 6 samples/ }],
    ['x.csv', 'm\nham\nspam\nspan\nham\nham\nham\n', { line: 4, message: /“span” \(column m\) is no class/ }],
    ['x.csv', 'ham,other,spam\n.5,.2,.1\n', { line: 2, message: /sum to 0.800/ }],
    ['x.npy', writeNpy(Float32Array.of(1, 0, 0, 1), [2, 2]), { message: /shape \(2, 2\)/ }],
    ['x.npy', writeNpy(Int32Array.of(0, 1), [2]), { message: /2 rows, the dataset 6/ }],
    ['x.csv.gz', gzipSync('m\nham').subarray(0, 15), { message: /damaged or was cut off/ }],
  ])(
    'refuse %s whole when something is wrong with it (%#)',
    async (name, content, { line, message }: { line?: number; message: RegExp }) => {
      await fresh();
      const [problem] = await problemsOf(add({ [name]: content }));
      expect(problem).toMatchObject({
        file: name.replace('.gz', '') === 'x.csv' && name.endsWith('.gz') ? 'x.csv.gz' : name,
        ...(line ? { line } : {}),
      });
      expect(problem!.message).toMatch(message);
      expect(await list()).toEqual([]);
    },
  );

  it('are not added twice by a job that is run again, and cannot share a name', async () => {
    await fresh();
    const csv = `m\n${names.join('\n')}\n${names.join('\n')}\n`;
    const { run } = await add({ 'a.csv': csv });
    await runModelImport({ ctx, run });
    expect(await list()).toHaveLength(1);
    expect((await problemsOf(add({ 'b.csv': csv })))[0]?.message).toMatch(/model called “m” already/);
  });

  it('go, and their votes with them', async () => {
    await fresh();
    await add({
      'a.csv': `m,n\n${names.map((n) => `${n},ham`).join('\n')}\n${names.map((n) => `${n},ham`).join('\n')}\n`,
    });
    const [m, n] = await list();
    await removeModels({ ctx, input: { slug: set.slug, ids: [n!.id] } });
    const votes = await ctx.db.select().from(modelVote).where(eq(modelVote.datasetId, set.datasetId));
    expect(votes.map((v) => [v.models, v.against])).toEqual(Array.from({ length: 6 }, () => [1, 0]));
    await expect(removeModels({ ctx, input: { slug: set.slug, ids: [n!.id] } })).rejects.toThrow(/not there any more/);
    expect((await list()).map((x) => x.id)).toEqual([m!.id]);
  });

  it('are added and removed by leads, seen by those who inspect', async () => {
    await fresh();
    const annotator = await testCtx(t, 'annotator');
    const viewer = await testCtx(t, 'viewer');
    const input = { slug: set.slug };
    await expect(listModels({ ctx: annotator, input })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await listModels({ ctx: viewer, input })).toEqual([]);
    for (const who of [annotator, viewer]) {
      await expect(startModelImport({ ctx: who, input: { ...input, uploadIds: ['x'] } })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(removeModels({ ctx: who, input: { ...input, ids: ['1'] } })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    await ctx.db.update(dataset).set({ roundId: null }).where(eq(dataset.id, set.datasetId));
    await expect(startModelImport({ ctx, input: { ...input, uploadIds: ['x'] } })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});
