import { afterAll, beforeAll, expect, it } from 'vitest';
import { reviewedNear } from '#/db/schema/index.ts';
import { signals } from '#/ml/signals/index.ts';
import { writeReviewed } from '#/server/services/rounds/writeReviewed.ts';
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

it('a reason names the relation that reviewed neighbours carry, as the latest round found it', async () => {
  const set = await scoredDataset(ctx, {
    samples: 4,
    classes: ['no_relation', 'org:founded_by', 'org:members'],
    settings: { auditShare: 0 },
    at: () => ({
      given: 0,
      truth: 0,
      suggested: 0,
      pGiven: 0.9,
      suspicion: 0.5,
      signals: signals.map((s) => (s.id === 'extrinsic-strategy' ? 0.54 : 0)),
    }),
  });
  const write = (said: number[][]) =>
    ctx.db.transaction((tx) =>
      writeReviewed(
        tx,
        set.datasetId,
        said.map((labels, row) => ({ sampleId: set.ids[row]!, said: labels })),
      ),
    );
  await write([[1, 1, 1], [], [], [2]]);
  await write([
    [2, 2, 2],
    [1, 2, 1],
  ]);
  expect(await ctx.db.$count(reviewedNear)).toBe(2);
  const items = await nextSamples({ ctx, input: { queueId: String(set.queueId), limit: 4 } });
  const says = (row: number) => items.find((i) => i.sample.id === String(set.ids[row]))?.reasons.map((r) => r.text);
  expect(says(0)).toContain('3 of the 5 nearest reviewed samples say `org:members`, not `no_relation`.');
  expect(says(1)).toContain(
    '3 of the 5 nearest reviewed samples say something other than `no_relation`: 2 `org:founded_by` and 1 `org:members`.',
  );
  expect(says(2)).toContain('3 of the 5 nearest reviewed samples say something other than `no_relation`.');
});
