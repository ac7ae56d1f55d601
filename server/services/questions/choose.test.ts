import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer } from '#/db/schema/index.ts';
import type { VisionModel } from '#/server/providers/model.ts';
import { type Asking, honestValues, openAsking, samples } from '#/server/testing/asking.ts';
import { rowOfPicture } from '#/server/testing/pictures.ts';
import { runQuestions } from './run.ts';

let a: Asking;
beforeAll(async () => {
  a = await openAsking();
});
afterAll(() => a.close());

test('a model that only chooses needs no questions: its choice is the one answer per picture', async () => {
  const { s, ctx } = await a.setUp();
  const model: VisionModel = {
    ...{ id: 'tiny clip (local)', name: 'tiny clip', ask: null },
    choose: async ({ bytes }, names) => ({
      text: names[(await rowOfPicture(Buffer.from(bytes))) % 2]!,
      inputTokens: 0,
      outputTokens: 0,
    }),
  };
  const runId = await a.start(ctx, s);
  const { signal } = new AbortController();
  const run = { jobId: 'job', datasetId: s.datasetId, payload: { runId }, progress: () => {}, signal };
  const limits = { concurrency: 2, callsPerMinute: null, inputPrice: null, outputPrice: null };
  await runQuestions({ ctx, run }, { open: async () => ({ model, limits }) });
  expect(await a.values(s)).toEqual(honestValues);
  expect(await a.runOf(runId)).toMatchObject({ state: 'done', calls: samples, samplesDone: samples });
  expect(await a.t.db.select().from(answer).where(eq(answer.model, model.id))).toHaveLength(samples);
  expect(a.model.calls).toHaveLength(0);
});
