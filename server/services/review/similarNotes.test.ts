import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, key, next, say } from '#/server/testing/reviewing.ts';
import { scoredDataset } from '#/server/testing/scored.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

test('notes on settled neighbours stand beside a new sample; pending, undone and withheld ones do not', async () => {
  const s = await scoredDataset(lead, { samples: 30, settings: { auditShare: 0 } });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  // The five nearest of a row are the five after it.
  const items = await next(ann, s, 5);
  const note = 'an advert, whatever the sender says';
  const told = keep(items[1]!, { note });
  const undone = keep(items[2]!, { note: 'never mind' });
  await say(ann, told, undone, keep(items[3]!, { verdict: 'unsure', note: 'hm' }));
  await say(ann, { ...undone, verdict: 'retract', of: undone.clientKey, clientKey: key() });
  const notesOf = (notes: { note: string | null }[]) => notes.map((n) => n.note);
  const [first] = await next(ann, s, 1);
  expect(first!.sample.id).toBe(items[0]!.sample.id);
  expect(notesOf(first!.neighbors)).toEqual([note, null, null, null, null]);
  await say(ann, keep(first!, { verdict: 'unsure' }));
  const passed = (await next(bob, s, 10)).find((i) => i.sample.id === items[0]!.sample.id);
  expect(notesOf(passed!.neighbors)[0]).toBe(note);
  await t.sql`update lease set plain = true where ended_at is null`;
  expect((await next(bob, s, 10)).flatMap((i) => i.neighbors)).toEqual([]);
});
