import { afterAll, beforeAll, expect, test } from 'vitest';
import { decision, round } from '#/db/schema/index.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { importedDataset } from '#/server/testing/imported.ts';
import { requestRound } from './request.ts';

let t: TestDatabase;
let ctx: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'system');
});
afterAll(() => t.close());

test('with many readers the next batch waits until half a minute after the last round; with few it does not', async () => {
  const made = await importedDataset(ctx, { samples: 12 });
  const { datasetId } = made;
  const [started] = await ctx.db
    .insert(round)
    .values({ datasetId, number: 1, trigger: 'batch', mode: 'warm', watermark: 0, decisions: 0, encodingId: 0 })
    .returning();
  const readers = async (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      const [s] = await ctx.sql`select id from sample where dataset_id = ${datasetId} and row = ${i}`;
      await ctx.db.insert(decision).values({
        datasetId,
        seq: i + 1,
        sampleId: Number(s!.id),
        userId: `reader ${i}`,
        verdict: 'keep',
        clientKey: `${datasetId}-many-${i}`,
        suggestionShown: true,
      });
    }
  };
  const asked = async () => {
    await ctx.sql`update job set state = 'done' where dataset_id = ${datasetId}`;
    ctx.enqueued.length = 0;
    await requestRound({ ctx, datasetId, trigger: 'batch' });
    return ctx.enqueued.splice(0)[0] as { notBefore?: string };
  };
  await readers(0, 4);
  expect((await asked()).notBefore).toBeUndefined();
  await readers(4, 6);
  const { notBefore } = await asked();
  const wait = new Date(notBefore!).getTime() - started!.startedAt.getTime();
  expect(Math.round(wait / 1000)).toBe(30);
  await ctx.sql`update round set started_at = now() - interval '31 seconds' where id = ${started!.id}`;
  expect((await asked()).notBefore).toBeUndefined();
});

test('whoever asks while the same round still waits to start is served by it', async () => {
  const { datasetId } = await importedDataset(ctx, { samples: 12 });
  const ask = (trigger: 'batch' | 'demand', mode?: 'cold') => requestRound({ ctx, datasetId, trigger, mode });
  const batch = await ask('batch');
  const demand = await ask('demand');
  expect(demand).not.toBe(batch);
  expect(await ask('demand')).toBe(demand);
  expect(await ask('demand', 'cold')).not.toBe(demand);
  expect([batch, demand]).toContain(await ask('batch'));
});
