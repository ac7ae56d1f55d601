import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataset, job } from '#/db/schema/index.ts';
import { settingsChangesSchema } from '#/server/domain/settings.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { importedDataset } from '#/server/testing/imported.ts';
import { keep, next, say } from '#/server/testing/reviewing.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { createJob } from '../jobs/create.ts';
import { getDataset } from './get.ts';
import { listDatasets } from './list.ts';
import { removeDataset } from './remove.ts';
import { updateSettings } from './updateSettings.ts';

let t: TestDatabase;
let lead: TestCtx;
let annotator: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
  annotator = await testCtx(t, 'annotator');
});
afterAll(() => t.close());

test('a dataset on its way shows the job that brings it on; a ready one its round', async () => {
  const { datasetId, slug } = await importedDataset(lead, { samples: 30 });
  await createJob({ ctx: lead, input: { kind: 'import', datasetId } });
  const jobId = await createJob({ ctx: lead, input: { kind: 'encode', datasetId, message: 'waiting' } });
  await lead.db
    .update(job)
    .set({ createdAt: new Date(Date.now() + 1000) })
    .where(eq(job.id, jobId));
  const coming = await getDataset({ ctx: annotator, input: { slug } });
  expect(coming).toMatchObject({ slug, state: 'importing', round: 0, samples: 30, estimate: null, practice: false });
  expect(coming.job).toMatchObject({ id: jobId, kind: 'encode', message: 'waiting' });
  expect(coming.classes.map((c) => [c.name, c.hotKey])).toEqual([
    ['boats', '0'],
    ['bread', '1'],
    ['chess', '2'],
  ]);
  const done = await scoredDataset(lead, { samples: 40 });
  expect(await getDataset({ ctx: annotator, input: { slug: done.slug } })).toMatchObject({
    state: 'ready',
    round: 1,
    job: null,
    noun: { one: 'text', many: 'texts' },
  });
  const all = await listDatasets({ ctx: annotator, input: undefined });
  expect(all.map((d) => d.slug)).toEqual([slug, done.slug]);
});

test('settings change one by one, by leads only', async () => {
  // No default comes in beside the one that is sent.
  expect(settingsChangesSchema.parse({ auditShare: 0 })).toEqual({ auditShare: 0 });
  const { slug } = await scoredDataset(lead, { samples: 20 });
  const changed = await updateSettings({ ctx: lead, input: { slug, settings: { batch: 20 } } });
  expect(changed.settings).toEqual({
    batch: 20,
    auditShare: 0.1,
    anchoringShare: null,
    leaseMinutes: 10,
    negativeClass: null,
  });
  await expect(updateSettings({ ctx: annotator, input: { slug, settings: { batch: 5 } } })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const negativeClass = changed.classes[0]!.name;
  const named = () => updateSettings({ ctx: lead, input: { slug, settings: { negativeClass } } });
  await expect(named()).rejects.toThrow('Only datasets of relations');
  await lead.db.update(dataset).set({ task: 'relation' }).where(eq(dataset.slug, slug));
  await expect(updateSettings({ ctx: lead, input: { slug, settings: { negativeClass: 'ships' } } })).rejects.toThrow(
    '“ships” is not a class',
  );
  expect((await named()).settings).toMatchObject({ batch: 20, negativeClass });
  const keys = async () => (await t.sql`select key from queue order by position, id`).map((q) => q.key);
  const made = [
    'relation-overlooked',
    'relation-imagined',
    'relation-confused',
    'intrinsic-strategy',
    'extrinsic-strategy',
  ];
  expect((await keys()).slice(-5)).toEqual(made);
  await named();
  expect((await keys()).filter((key) => key === 'relation-confused')).toHaveLength(1);
  const [noted] = await t.sql`select kind, detail from event where kind = 'dataset.settings'`;
  expect(noted).toMatchObject({ detail: { batch: 20 } });
});

test('a dataset without decisions is deleted with its scores; one with decisions stays', async () => {
  const { slug, datasetId, roundId } = await scoredDataset(lead, { samples: 20 });
  await expect(removeDataset({ ctx: annotator, input: { slug } })).rejects.toMatchObject({ code: 'forbidden' });
  await lead.db.update(dataset).set({ eventSeq: 1 }).where(eq(dataset.id, datasetId));
  await expect(removeDataset({ ctx: lead, input: { slug } })).rejects.toThrow('decisions are never deleted');
  await lead.db.update(dataset).set({ eventSeq: 0 }).where(eq(dataset.id, datasetId));
  expect(await removeDataset({ ctx: lead, input: { slug } })).toEqual({ slug });
  expect(await t.sql`select 1 from sample where dataset_id = ${datasetId}`).toHaveLength(0);
  expect(await t.sql`select to_regclass(${`score_${roundId}`}) as t`).toEqual([{ t: null }]);
  await expect(getDataset({ ctx: lead, input: { slug } })).rejects.toMatchObject({ code: 'not_found' });
});

test('who only reviews a dataset is not told what was changed in it, or what is estimated; a role on it decides', async () => {
  const s = await scoredDataset(lead, { samples: 100, settings: { auditShare: 0.5 } });
  const { slug, datasetId } = s;
  await t.sql`update sample set frozen_doubt = 0.2 where dataset_id = ${datasetId}`;
  const [first, ...others] = await next(annotator, s, 50);
  await say(
    annotator,
    keep(first!, { verdict: 'relabel', label: first!.sample.givenLabel === 'ham' ? 'spam' : 'ham' }),
    ...others.map((i) => keep(i)),
  );
  await say(annotator, ...(await next(annotator, s, 50)).map((i) => keep(i)));
  const promoted = await testCtx(t, 'annotator');
  const userId = promoted.actor.kind === 'user' ? promoted.actor.userId : '';
  await t.sql`insert into membership (dataset_id, user_id, role) values (${datasetId}, ${userId}, 'viewer')`;
  const told = async (ctx: TestCtx) => {
    const listed = (await listDatasets({ ctx, input: undefined })).find((d) => d.slug === slug);
    const got = await getDataset({ ctx, input: { slug } });
    expect(listed).toEqual(got);
    return [got.changed, got.estimate === null];
  };
  expect(await told(lead)).toEqual([1, false]);
  expect(await told(promoted)).toEqual([1, false]);
  expect(await told(annotator)).toEqual([null, true]);
});
