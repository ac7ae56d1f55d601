import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lease, modelVote, queue } from '#/db/schema/index.ts';
import { signals } from '#/ml/signals/index.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { nextSamples } from './next.ts';

let t: TestDatabase;
let ctx: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'lead');
});
afterAll(() => t.close());

it('the queue of the models suggests what most of those against predict, and stores that as the suggestion', async () => {
  const against = (row: number) => (row < 6 ? 0.8 : 0.2);
  const set = await scoredDataset(ctx, {
    samples: 12,
    classes: ['ham', 'other', 'spam'],
    settings: { auditShare: 0 },
    at: (row) => ({
      given: 0,
      truth: 0,
      suggested: 1,
      pGiven: 0.9,
      suspicion: 0.5,
      signals: signals.map((s) => (s.id === 'models-disagree' ? against(row) : 0)),
    }),
  });
  const { datasetId } = set;
  await ctx.db.insert(modelVote).values(
    set.ids.map((_, row) => ({
      datasetId,
      row,
      models: 5,
      against: row < 6 ? 4 : 1,
      alternative: 2,
      alternatives: row < 6 ? 3 : 1,
    })),
  );
  const [made] = await ctx.db
    .insert(queue)
    .values({
      datasetId,
      key: 'models-disagree',
      name: 'Models and label disagree',
      description: '',
      orderBy: 'models-disagree',
      filter: { atLeast: 0.5 },
    })
    .returning();
  const items = await nextSamples({ ctx, input: { queueId: String(made!.id), limit: 10 } });
  expect(items).toHaveLength(6);
  for (const item of items) {
    expect(item.suggestion).toEqual({ label: 'spam', probability: 3 / 5 });
    expect(item.reasons.map((r) => r.text)).toContain('4 of your 5 models predict another label, 3 of them `spam`.');
  }
  const held = await ctx.db.select().from(lease).where(eq(lease.queueId, made!.id));
  expect(new Set(held.map((l) => l.suggestedClass))).toEqual(new Set([2]));
  // Elsewhere the round's own suggestion stands.
  const likely = await nextSamples({
    ctx: await testCtx(t, 'lead'),
    input: { queueId: String(set.queueId), limit: 3 },
  });
  expect(likely.every((i) => i.suggestion?.label !== 'spam')).toBe(true);
});
