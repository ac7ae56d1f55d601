import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataset, decision, job, sampleState } from '#/db/schema/index.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { listClasses } from '#/server/services/classes/list.ts';
import { storeUpload } from '#/server/services/imports/upload.ts';
import { decide } from '#/server/services/review/decide.ts';
import { nextSamples } from '#/server/services/review/next.ts';
import { getSample } from '#/server/services/samples/get.ts';
import { overview } from '#/server/services/stats/overview.ts';
import { loadStrata } from '#/server/services/stats/strata.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { listPatches } from './list.ts';
import { runPatchJob } from './runPatchJob.ts';
import { getRefusedPatch, startPatchAgain, startPatchImport } from './start.ts';
import { startPatchRetraction } from './startRetract.ts';

let t: TestDatabase;
let ctx: TestCtx;
let set: Scored;
const names = ['ham', 'other', 'spam'];
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'lead');
});
afterAll(() => t.close());

async function fresh(auditShare = 0, samples = 9) {
  set = await scoredDataset(ctx, {
    samples,
    classes: names,
    settings: { auditShare },
    at: (row) => ({
      given: row % 3,
      truth: row % 3,
      suggested: (row + 1) % 3,
      pGiven: 0.9,
      suspicion: 1 - row / samples,
      signals: [0, 0, 0, 0],
    }),
  });
}

/** Runs a job of the queue `patch` here; its row ends as done, or as failed when it throws. */
async function work(jobId: string) {
  const [row] = await ctx.db.select().from(job).where(eq(job.id, jobId));
  const said: string[] = [];
  const run = {
    jobId,
    datasetId: set.datasetId,
    payload: row!.payload,
    progress: (_: number, message: string) => said.push(message),
    signal: new AbortController().signal,
  };
  try {
    await runPatchJob({ ctx, run });
  } catch (error) {
    await ctx.db.update(job).set({ state: 'failed' }).where(eq(job.id, jobId));
    throw error;
  }
  await ctx.db.update(job).set({ state: 'done' }).where(eq(job.id, jobId));
  return { run, said };
}

async function add(fileName: string, content: string, partial = false, addClasses = false) {
  async function* body() {
    yield Buffer.from(content);
  }
  const { id } = await storeUpload({ ctx, input: { fileName, body: body() } });
  const { job: jobId } = await startPatchImport({ ctx, input: { slug: set.slug, uploadId: id, partial, addClasses } });
  return (await work(jobId)).run;
}

const external = (row: number) => `x${row}`;
const stateOf = async (row: number) => {
  const [state] = await ctx.db.select().from(sampleState).where(eq(sampleState.sampleId, set.ids[row]!));
  return state && { status: state.status, current: state.currentClass, imported: state.imported };
};
const retold = JSON.stringify({ x0: 'spam', x1: 'other', x4: 'ham' }, null, 2);
const patches = () => listPatches({ ctx, input: { slug: set.slug } });

async function answer(row: number, verdict: 'keep' | 'relabel', label?: string) {
  const { results } = await decide({
    ctx,
    input: { decisions: [{ sampleId: String(set.ids[row]), verdict, label, clientKey: `answer-${set.ids[row]}` }] },
  });
  return results[0]?.status;
}

describe('published corrections', () => {
  it('become decisions with their provenance, and count in current labels', async () => {
    await fresh();
    await add('retold.json', retold);
    expect(await stateOf(0)).toEqual({ status: 'changed', current: 2, imported: true });
    expect(await stateOf(1)).toEqual({ status: 'kept', current: 1, imported: true });
    expect(await patches()).toMatchObject([
      { name: 'retold.json', format: 'id → label', entries: 3, changed: 2, kept: 1, contradicted: 0, leftOut: 0 },
    ]);
    const log = await ctx.db.select().from(decision).where(eq(decision.datasetId, set.datasetId)).orderBy(decision.seq);
    expect(log.map((d) => d.seq)).toEqual([1, 2, 3]);
    const [patch] = await patches();
    expect(new Set(log.map((d) => d.source))).toEqual(new Set([patch!.id]));
    const sample = await getSample({ ctx, input: { slug: set.slug, id: String(set.ids[0]) } });
    expect(sample).toMatchObject({ status: 'changed', currentLabel: 'spam' });
    expect(sample.decisions).toMatchObject([{ verdict: 'relabel', by: 'retold.json', source: 'retold.json' }]);
    expect(ctx.enqueued.at(-1)?.queue).toBe('round');
  });

  it('are read as TACRev writes them, and from a table', async () => {
    await fresh();
    await add('patch.json', '[{"id": "x0", "relation": "spam"}, {"id": "x2", "relation": "ham"}]');
    await add('patch.csv', 'id,label\nx4,ham\n');
    expect((await patches()).map((p) => [p.format, p.changed])).toEqual([
      ['table', 1],
      ['[{id, relation}]', 2],
    ]);
  });

  it('are stored once, however often the file is sent', async () => {
    await fresh();
    const run = await add('retold.json', retold);
    await add('again.json', retold);
    await runPatchJob({ ctx, run });
    expect(await patches()).toHaveLength(1);
    expect(await ctx.db.$count(decision, eq(decision.datasetId, set.datasetId))).toBe(3);
  });

  it.each([
    ['x.json', '{\n"x0": "spam",\n"nobody": "ham"}', { line: 3, message: /no sample with the id “nobody”/ }],
    ['x.csv', 'id,label\nx0,spam\nx1,spim\n', { line: 3, message: /“spim” is no class/ }],
    ['x.csv', 'id,label\nx0,spam\nx0,ham\n', { line: 3, message: /occurs twice/ }],
    ['x.csv', 'name,what,else\nx0,spam,1\n', { message: /need a column “id”/ }],
  ])(
    'are refused whole when something is wrong with them (%s %#)',
    async (name, content, wrong: { line?: number; message: RegExp }) => {
      await fresh();
      const error = await add(name, content).then(
        () => null,
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(ErrataError);
      const [problem] = (error as ErrataError).problems;
      expect(problem).toMatchObject({ file: name, ...(wrong.line ? { line: wrong.line } : {}) });
      expect(problem?.message).toMatch(wrong.message);
      expect(await ctx.db.$count(decision, eq(decision.datasetId, set.datasetId))).toBe(0);
    },
  );

  it('leave out what is unknown here, when asked to', async () => {
    await fresh();
    await add('x.json', JSON.stringify({ x0: 'spam', x1: 'spim', nobody: 'ham' }), true);
    expect(await patches()).toMatchObject([{ entries: 3, changed: 1, leftOut: 2 }]);
  });

  it('bring the classes they need, when asked to, at once or after they were refused', async () => {
    await fresh();
    const file = JSON.stringify({ x0: 'spam', x1: 'scam', x2: 'scam', x3: 'chain letter', nobody: 'hoax' });
    await expect(add('newer.json', file, false, true)).rejects.toThrow();
    const [refused] = await ctx.db
      .select()
      .from(job)
      .where(eq(job.state, 'failed'))
      .orderBy(desc(job.createdAt))
      .limit(1);
    const input = { slug: set.slug, job: refused!.id };
    expect(await getRefusedPatch({ ctx, input })).toEqual({
      classes: [
        { label: 'scam', entries: 2 },
        { label: 'chain letter', entries: 1 },
      ],
      ids: 1,
    });
    const classNames = async () => (await listClasses({ ctx, input: { slug: set.slug } })).classes.map((c) => c.name);
    expect(await classNames()).toEqual(names);
    await work((await startPatchAgain({ ctx, input: { ...input, partial: true, addClasses: true } })).job);
    expect(await classNames()).toEqual([...names, 'scam', 'chain letter']);
    expect(await patches()).toMatchObject([{ entries: 5, changed: 4, kept: 0, leftOut: 1 }]);
    expect(await stateOf(1)).toMatchObject({ status: 'changed', current: 3 });
    await add('newest.json', JSON.stringify({ x4: 'joke' }), false, true);
    expect(await stateOf(4)).toMatchObject({ status: 'changed', current: 5 });
    await expect(
      startPatchAgain({ ctx, input: { ...input, job: set.slug, partial: true, addClasses: true } }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('never weigh against what a reader here has seen, before or after', async () => {
    await fresh();
    expect(await answer(0, 'keep')).toBe('late');
    await add('retold.json', retold);
    expect(await stateOf(0)).toEqual({ status: 'kept', current: 0, imported: false });
    expect(await patches()).toMatchObject([{ contradicted: 1 }]);
    await answer(4, 'keep');
    expect(await stateOf(4)).toEqual({ status: 'kept', current: 1, imported: false });
  });

  it('are taken back as a whole, and can come again', async () => {
    await fresh();
    await answer(4, 'keep');
    await add('retold.json', retold);
    const [patch] = await patches();
    const input = { slug: set.slug, id: patch!.id };
    await ctx.db.update(job).set({ state: 'running' }).where(eq(job.id, patch!.id));
    await expect(startPatchRetraction({ ctx, input })).rejects.toThrow(/still being added/);
    await ctx.db.update(job).set({ state: 'done' }).where(eq(job.id, patch!.id));
    const { job: taking } = await startPatchRetraction({ ctx, input });
    await expect(startPatchRetraction({ ctx, input })).rejects.toThrow(/being taken back already/);
    const { run, said } = await work(taking);
    expect(said).toContain('Took back 3 decisions');
    // Delivered once more, as after a kill, it changes nothing.
    await runPatchJob({ ctx, run });
    expect((await patches())[0]!.retractedAt).not.toBeNull();
    expect(await stateOf(0)).toBeUndefined();
    expect(await stateOf(4)).toEqual({ status: 'kept', current: 1, imported: false });
    await expect(startPatchRetraction({ ctx, input })).rejects.toMatchObject({ code: 'conflict' });
    await add('retold.json', retold);
    expect(await stateOf(0)).toMatchObject({ status: 'changed' });
    const [set2] = await ctx.db.select().from(dataset).where(eq(dataset.id, set.datasetId));
    expect(set2!.eventSeq).toBe(10);
    expect(await ctx.db.$count(decision, eq(decision.datasetId, set.datasetId))).toBe(10);
  });

  it('are no readers: neither in hit rates nor in the hidden audit, which still asks', async () => {
    await fresh(0.5, 40);
    const all = Object.fromEntries(set.ids.map((_, row) => [external(row), names[(row + 1) % 3]]));
    await add('all.json', JSON.stringify(all));
    await ctx.sql`update sample set frozen_doubt = 0.1 where dataset_id = ${set.datasetId}`;
    await ctx.sql`insert into audit (dataset_id, cursor) values (${set.datasetId}, 40)`;
    const [before] = await ctx.db.select().from(dataset).where(eq(dataset.id, set.datasetId));
    expect(before!.decisions).toBe(0);
    const strata = await loadStrata(ctx.sql, before!);
    expect(strata.map((s) => [s.count, s.reviewed, s.found, s.audited.length])).toEqual([[40, 0, 40, 0]]);
    const stats = await overview({ ctx, input: { slug: set.slug } });
    expect(stats).toMatchObject({ changed: 40, decisions: 0, readers: 0, hitRate: { of: 0 } });
    expect(stats.latest[0]?.by).toBe('all.json');

    await fresh(0.5, 40);
    const half = Object.fromEntries(set.ids.slice(0, 20).map((_, row) => [external(row), names[(row + 1) % 3]]));
    await add('half.json', JSON.stringify(half));
    const audited = new Set<string>();
    for (let round = 0; round < 12; round++) {
      const items = await nextSamples({ ctx, input: { queueId: String(set.queueId), limit: 10 } });
      if (items.length === 0) break;
      for (const i of items) audited.add(i.sample.id);
      await decide({
        ctx,
        input: {
          decisions: items.map((i) => ({
            leaseId: i.leaseId,
            sampleId: i.sample.id,
            verdict: 'keep',
            clientKey: `k-${i.leaseId}`.slice(0, 60),
          })),
        },
      });
    }
    // Audit draws reach samples that only the patch has settled, and the reader's answer is what counts there.
    const reached = set.ids.slice(0, 20).filter((id) => audited.has(String(id)));
    expect(reached.length).toBeGreaterThan(0);
    for (const id of reached)
      expect(await stateOf(set.ids.indexOf(id))).toMatchObject({ status: 'kept', imported: false });
  });

  it('are added and taken back by leads', async () => {
    await fresh();
    for (const role of ['annotator', 'viewer'] as const) {
      const who = await testCtx(t, role);
      const slug = set.slug;
      await expect(startPatchImport({ ctx: who, input: { slug, uploadId: 'x' } })).rejects.toMatchObject({
        code: 'forbidden',
      });
      const jobId = '00000000-0000-4000-8000-000000000000';
      const refused = { code: 'forbidden' };
      await expect(startPatchRetraction({ ctx: who, input: { slug, id: 'x' } })).rejects.toMatchObject(refused);
      await expect(getRefusedPatch({ ctx: who, input: { slug, job: jobId } })).rejects.toMatchObject(refused);
      const again = { slug, job: jobId, partial: true, addClasses: true };
      await expect(startPatchAgain({ ctx: who, input: again })).rejects.toMatchObject(refused);
    }
    await expect(listPatches({ ctx: await testCtx(t, 'annotator'), input: { slug: set.slug } })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
