import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, next, say } from '#/server/testing/reviewing.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { noteServed, servedFrom } from './servedFrom.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());

const events = async () => (await t.sql`select count(*)::int as n from decision`)[0]!.n;

test('the dataset of samples is known only where all were served, from the same one', () => {
  noteServed(t.quick, 7, [901, 902]);
  noteServed(t.quick, 8, [903]);
  expect(servedFrom(t.quick, [901, 902])).toBe(7);
  expect(servedFrom(t.quick, [901, 903])).toBeNull();
  expect(servedFrom(t.quick, [901, 904])).toBeNull();
  expect(servedFrom(t.quick, [])).toBeNull();
});

test('an answer to a sample that is gone since it was served is refused, beside one that is stored', async () => {
  const ann = await testCtx(t, 'annotator');
  const s = await scoredDataset(await testCtx(t, 'lead'), { samples: 40 });
  const [item] = await next(ann, s, 2);
  noteServed(t.quick, s.datasetId, [999_999_999]);
  const gone = { ...keep(item!), leaseId: undefined, sampleId: '999999999' };
  const [stored, refused] = await say(ann, keep(item!), gone);
  expect(stored).toMatchObject({ status: 'accepted' });
  expect(refused).toMatchObject({ status: 'rejected', message: 'There is no sample 999999999.' });
});

test('who may not review stores nothing, whether or not the samples were served by this process', async () => {
  const ann = await testCtx(t, 'annotator');
  const viewer = await testCtx(t, 'viewer');
  const s = await scoredDataset(await testCtx(t, 'lead'), { samples: 40 });
  const [item] = await next(ann, s, 2);
  const before = await events();
  expect(servedFrom(t.quick, [Number(item!.sample.id)])).toBe(s.datasetId);
  await expect(say(viewer, keep(item!))).rejects.toMatchObject({ code: 'forbidden' });
  const unserved = s.ids.find((id) => servedFrom(t.quick, [id]) === null)!;
  await expect(say(viewer, { ...keep(item!), leaseId: undefined, sampleId: String(unserved) })).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect(await events()).toBe(before);
  expect(await say(ann, keep(item!))).toMatchObject([{ status: 'accepted' }]);
});
