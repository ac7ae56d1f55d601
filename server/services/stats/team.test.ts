import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, key, next, say } from '#/server/testing/reviewing.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { overview } from './overview.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

test('the share of wrong changes from second readings: right, wrong by a lead’s word, and what waits widens it', async () => {
  const policy = { secondReading: { changes: 1, keeps: 0 } };
  const s = await scoredDataset(lead, { samples: 8, settings: { auditShare: 0 }, policy });
  const figures = () => overview({ ctx: lead, input: { slug: s.slug } });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  // Row 2 is given “other” already.
  const items = (await next(ann, s, 8)).filter((i) => i.sample.givenLabel !== 'other').slice(0, 4);
  for (const i of items) await say(ann, keep(i, { verdict: 'relabel', label: 'other' }));
  expect(await figures()).toMatchObject({ changed: 4, confirmed: 0, secondReadings: { changes: null, keeps: null } });
  for (let read = 0; read < 4; ) {
    const again = (await next(bob, s, 8)).filter((i) => items.some((o) => o.sample.id === i.sample.id));
    for (const i of again) {
      const agrees = items.findIndex((o) => o.sample.id === i.sample.id) < 2;
      await say(bob, keep(i, agrees ? { verdict: 'relabel', label: 'other' } : {}));
      read++;
    }
  }
  await say(lead, { sampleId: items[2]!.sample.id, verdict: 'keep', clientKey: key() });
  const { changed, confirmed, secondReadings } = await figures();
  expect({ changed, confirmed }).toEqual({ changed: 2, confirmed: 2 });
  expect(secondReadings.changes).toMatchObject({ read: 4, unresolved: 1, wrong: { value: 1 / 3 } });
  expect(secondReadings.changes!.wrong.high).toBeGreaterThan(0.8);
});

test('anchoring: acceptance where the suggestion was shown, and where it was withheld', async () => {
  const s = await scoredDataset(lead, { samples: 60, settings: { auditShare: 0.25 } });
  const ann = await testCtx(t, 'annotator');
  for (let items = await next(ann, s, 10); items.length; items = await next(ann, s, 10))
    for (const item of items) {
      const row = Number(item.sample.row);
      // By default the suggestion of a right label is the next class.
      const suggested = ['ham', 'spam', 'other'][row < 6 ? row % 3 : (row + 1) % 3]!;
      await say(ann, keep(item, item.suggestion ? { verdict: 'relabel', label: suggested } : {}));
    }
  const { anchoring } = await overview({ ctx: lead, input: { slug: s.slug } });
  expect(anchoring).toMatchObject({ hidden: { accepted: 0 }, difference: { value: 1 } });
  expect(anchoring!.shown.accepted).toBe(anchoring!.shown.of);
  expect(anchoring!.hidden.of).toBeGreaterThan(0);
  expect(anchoring!.difference.low).toBeGreaterThan(0.5);
});

test('a label that two readers change is one label on the curve, and none until they agree', async () => {
  const s = await scoredDataset(lead, { samples: 4, settings: { auditShare: 0 }, policy: { overlap: 2 } });
  const changed = async () => {
    const { curve, changed } = await overview({ ctx: lead, input: { slug: s.slug } });
    expect(curve.points.at(-1)?.[1]).toBe(changed);
    return changed;
  };
  for (const after of [0, 1]) {
    const ctx = await testCtx(t, 'annotator');
    const [item] = await next(ctx, s, 1);
    await say(ctx, keep(item!, { verdict: 'relabel', label: 'other' }));
    expect(await changed()).toBe(after);
  }
});
