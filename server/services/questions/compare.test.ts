import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, consistency, sample } from '#/db/schema/index.ts';
import type { VisionModel } from '#/server/providers/model.ts';
import { type Asking, honestValues, openAsking, samples, wrote } from '#/server/testing/asking.ts';
import { rowOfPicture } from '#/server/testing/pictures.ts';
import type { Scored } from '#/server/testing/scored.ts';
import { runQuestions } from './run.ts';

let a: Asking;
beforeAll(async () => {
  a = await openAsking();
});
afterAll(() => a.close());

type Compare = (row: number, texts: string[]) => number[];

async function compareWith(c: Awaited<ReturnType<Asking['setUp']>>, name: string, scores: Compare) {
  const model: VisionModel = {
    ...{ id: `${name} (local)`, name, ask: null },
    compare: async ({ bytes }, texts) => scores(await rowOfPicture(Buffer.from(bytes)), texts),
  };
  const runId = await a.start(c.ctx, c.s);
  const { signal } = new AbortController();
  const run = { jobId: 'job', datasetId: c.s.datasetId, payload: { runId }, progress: () => {}, signal };
  const limits = { concurrency: 2, callsPerMinute: null, inputPrice: null, outputPrice: null };
  await runQuestions({ ctx: c.ctx, run }, { open: async () => ({ model, limits }) });
  return { model, run: await a.runOf(runId) };
}

const stored = (s: Scored) =>
  a.t.db.select().from(consistency).where(eq(consistency.datasetId, s.datasetId)).orderBy(asc(consistency.sampleId));

test('a model that only compares needs no questions: which label it prefers is the one answer, and by how much', async () => {
  const c = await a.setUp();
  const { model, run } = await compareWith(c, 'tiny clip', (row, texts) =>
    texts.map((_, i) => (i === row % 2 ? 0.9 : 0.1)),
  );
  expect(await a.values(c.s)).toEqual(honestValues);
  const rows = await stored(c.s);
  expect(rows.map((r) => Number(r.likeness!.toFixed(4)))).toEqual(honestValues.map((v) => (v ? 0.9 : 0.1)));
  expect(rows[0]!.evidence).toMatchObject([{ question: 'Which label fits the picture best?', fits: false }]);
  expect(run).toMatchObject({ state: 'done', calls: samples, samplesDone: samples });
  expect(await a.t.db.select().from(answer).where(eq(answer.model, model.id))).toHaveLength(samples);
  expect(a.model.calls).toHaveLength(0);
});

test('a caption is held against those of other pictures, and its likeness is kept when another model answers', async () => {
  const c = await a.setUp();
  const rows = await a.t.db.select().from(sample).where(eq(sample.datasetId, c.s.datasetId)).orderBy(sample.row);
  for (const { id, row, content } of rows)
    await a.t.db
      .update(sample)
      .set({ content: { ...content, caption: `picture ${row}` } as typeof content })
      .where(eq(sample.id, id));
  // The first two pictures fit any other caption better than their own.
  await compareWith(c, 'caption clip', (row, texts) => {
    expect(new Set(texts).size).toBe(samples);
    expect(texts[0]).toBe(`picture ${row}`);
    return texts.map((text) => (text === `picture ${row}` ? (row < 2 ? 0 : 1) : 0.5));
  });
  expect((await stored(c.s)).map((r) => [r.likeness, r.value])).toEqual(
    rows.map(({ row }) => (row < 2 ? [0, 0] : [1, 1])),
  );
  a.model.say(({ picture, system }) => (picture ? 'Yes.' : system.includes('Do they agree') ? 'yes' : wrote('circle')));
  await a.run(c.ctx, await a.start(c.ctx, c.s));
  const after = await stored(c.s);
  expect(after.map((r) => r.likeness)).toEqual(rows.map(({ row }) => (row < 2 ? 0 : 1)));
  expect(after.every((r) => r.model !== 'caption clip (local)')).toBe(true);
});
