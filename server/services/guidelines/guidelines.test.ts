import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { guideline } from '#/db/schema/index.ts';
import type { Role } from '#/server/domain/role.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { expectConsistent, keep, key, next, say } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { getGuideline } from './get.ts';
import { pinExample } from './pin.ts';
import { previewRequeue, requeueDecisions } from './requeue.ts';
import { saveGuideline } from './save.ts';
import { guidelineVersions } from './versions.ts';

let t: TestDatabase;
let s: Scored;
const at: Partial<Record<Role, TestCtx>> = {};
const who = (role: Role) => at[role]!;

beforeAll(async () => {
  t = await testDatabase();
  for (const role of ['admin', 'lead', 'annotator', 'viewer'] as const) at[role] = await testCtx(t, role);
});
afterAll(() => t.close());
beforeEach(async () => {
  s = await scoredDataset(who('lead'), { samples: 60, settings: { auditShare: 0 } });
});

const save = (label: string | null, text: string, basedOn: number, ctx = who('lead')) =>
  saveGuideline({ ctx, input: { slug: s.slug, label, text, basedOn, examples: [], note: 'why' } });
const pin = (row: number, ctx = who('lead'), label = 'spam') =>
  pinExample({ ctx, input: { slug: s.slug, sampleId: String(s.ids[row]), label, shows: 'fits', why: 'typical' } });
const get = (ctx = who('lead'), version?: number) => getGuideline({ ctx, input: { slug: s.slug, version } });

describe('what may be done by whom', () => {
  test.each(['admin', 'lead', 'annotator', 'viewer'] as const)('%s', async (role) => {
    const ctx = who(role);
    const leads = role === 'admin' || role === 'lead';
    expect((await get(ctx)).parts.map((p) => p.label)).toEqual([null, 'ham', 'spam', 'other']);
    const versions = guidelineVersions({ ctx, input: { slug: s.slug } });
    if (role === 'annotator') await expect(versions).rejects.toMatchObject({ code: 'forbidden' });
    else expect(await versions).toEqual([]);
    for (const change of [
      () => save(null, 'all', 0, ctx),
      () => pin(3, ctx),
      () => previewRequeue({ ctx, input: { slug: s.slug, version: 1 } }),
    ]) {
      if (leads) await change();
      else await expect(change()).rejects.toMatchObject({ code: 'forbidden' });
    }
    const requeue = requeueDecisions({ ctx, input: { slug: s.slug, version: 1 } });
    await expect(requeue).rejects.toMatchObject({ code: leads ? 'conflict' : 'forbidden' });
  });
});

describe('versions', () => {
  test('are numbered without gaps, each part keeps its own, and none can be changed', async () => {
    expect(await save(null, 'first', 0)).toEqual({ version: 1 });
    expect(await save('spam', 'adverts', 0)).toEqual({ version: 2 });
    expect(await save(null, 'second', 1)).toEqual({ version: 3 });
    expect((await get()).parts.map((p) => [p.text, p.version])).toEqual([
      ['second', 3],
      ['', 0],
      ['adverts', 2],
      ['', 0],
    ]);
    expect((await get(who('annotator'), 2)).parts[0]).toMatchObject({ text: 'first', version: 1 });
    expect(await guidelineVersions({ ctx: who('lead'), input: { slug: s.slug } })).toMatchObject([
      { version: 3, label: null, text: 'second', before: 'first', note: 'why' },
      { version: 2, label: 'spam', before: null },
      { version: 1, before: null },
    ]);
    const touch = t.db.update(guideline).set({ text: 'forged' }).where(eq(guideline.datasetId, s.datasetId));
    await expect(touch).rejects.toThrow();
  });

  test('a change that was not seen is not overwritten', async () => {
    await save('ham', 'mine', 0);
    await expect(save('ham', 'blind', 0)).rejects.toMatchObject({ code: 'conflict' });
    const twice = await Promise.allSettled([save('ham', 'a', 1), save('ham', 'b', 1)]);
    expect(twice.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(save('no such', 'x', 0)).rejects.toMatchObject({ code: 'bad_input' });
  });
});

test('examples are real samples, pinned once each, and stay with their version', async () => {
  await pin(3);
  await pin(4);
  await pin(3);
  const spam = (v: { parts: { label: string | null; examples: { externalId: string }[] }[] }) =>
    v.parts.find((p) => p.label === 'spam')!.examples.map((e) => e.externalId);
  expect(spam(await get(who('annotator')))).toEqual(['x4', 'x3']);
  expect(spam(await get(who('lead'), 1))).toEqual(['x3']);
  const other = await scoredDataset(who('lead'), { samples: 3 });
  const foreign = { sampleId: String(other.ids[0]), shows: 'fits' as const, why: '' };
  await expect(
    saveGuideline({
      ctx: who('lead'),
      input: { slug: s.slug, label: null, text: '', examples: [foreign], note: '', basedOn: 0 },
    }),
  ).rejects.toMatchObject({ code: 'bad_input' });
  await expect(pin(3, who('lead'), 'no such')).rejects.toMatchObject({ code: 'bad_input' });
});

describe('reading again', () => {
  test('decisions remember their text; those under the old one are taken back and wait in a queue', async () => {
    const ann = await testCtx(t, 'annotator');
    const items = await next(ann, s, 12);
    await say(ann, ...items.slice(0, 6).map((i) => keep(i)));
    await save('spam', 'adverts only', 0);
    const late = keep(items[6]!);
    await say(ann, late);
    const [{ guideline_version: remembered }] = await t.sql<[{ guideline_version: number }]>`
      select guideline_version from decision where client_key = ${late.clientKey}`;
    expect(remembered).toBe(1);

    const about = items.slice(0, 6).filter((i) => i.sample.givenLabel === 'spam');
    const input = { slug: s.slug, version: 1 };
    expect(await previewRequeue({ ctx: who('lead'), input })).toEqual({
      decisions: about.length,
      samples: about.length,
      readers: 1,
      changed: 0,
    });
    const lead = await testCtx(t, 'lead');
    const done = await requeueDecisions({ ctx: lead, input });
    expect(done).toMatchObject({ decisions: about.length, samples: about.length });
    await expectConsistent(t, s);
    expect(lead.enqueued).toMatchObject([{ queue: 'round' }]);
    await expect(requeueDecisions({ ctx: lead, input })).rejects.toMatchObject({ code: 'conflict' });

    // The round that follows finds them open.
    const again = await next(ann, { ...s, queueId: Number(done.queueId) }, 20);
    expect(again.map((i) => i.sample.id).sort()).toEqual(about.map((i) => i.sample.id).sort());
    expect((await say(ann, keep(again[0]!)))[0]).toMatchObject({ status: 'accepted' });
    await expectConsistent(t, s);
    const [log] = await t.sql`
      select count(*)::int as n from decision where dataset_id = ${s.datasetId} and verdict = 'retract' and reason = 'guideline'`;
    expect(log).toEqual({ n: about.length });
  });

  test('a second reading taken under the new text keeps counting', async () => {
    const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
    const items = await next(ann, s, 3);
    await say(ann, ...items.map((i) => keep(i)));
    await save(null, 'all new', 0);
    const second = { sampleId: items[0]!.sample.id, verdict: 'keep', clientKey: key() };
    await say(bob, second);
    expect(await requeueDecisions({ ctx: who('lead'), input: { slug: s.slug, version: 1 } })).toMatchObject({
      decisions: 3,
      samples: 3,
    });
    await expectConsistent(t, s);
    const states = await t.sql<
      { sample_id: string }[]
    >`select sample_id from sample_state where dataset_id = ${s.datasetId}`;
    expect(states.map((x) => x.sample_id)).toEqual([items[0]!.sample.id]);
  });

  test('what came with a file was decided under no text of ours and stands', async () => {
    const ann = await testCtx(t, 'annotator');
    const items = await next(ann, s, 2);
    await say(ann, ...items.map((i) => keep(i)));
    await t.sql`insert into patch (id, dataset_id, name, sha256, format, counts) values ('p', ${s.datasetId}, 'p.csv', 'x', 'table', '{}')`;
    await t.sql`
      insert into decision (dataset_id, seq, sample_id, user_id, verdict, client_key, suggestion_shown, source)
      values (${s.datasetId}, 3, ${s.ids[50]!}, 'file', 'keep', 'f', false, 'p')`;
    await t.sql`update dataset set event_seq = 3 where id = ${s.datasetId}`;
    await save(null, 'new', 0);
    const input = { slug: s.slug, version: 1 };
    expect(await previewRequeue({ ctx: who('lead'), input })).toMatchObject({ decisions: 2, samples: 2 });
    expect(await requeueDecisions({ ctx: who('lead'), input })).toMatchObject({ decisions: 2, samples: 2 });
  });

  test('an audit answer that is taken back is drawn again by the audit', async () => {
    const audited = await scoredDataset(who('lead'), { samples: 60, settings: { auditShare: 0.5 } });
    const ann = await testCtx(t, 'annotator');
    const items = await next(ann, audited, 10);
    await say(ann, ...items.map((i) => keep(i)));
    const input = { slug: audited.slug, version: 1 };
    await saveGuideline({
      ctx: who('lead'),
      input: { slug: audited.slug, label: null, text: 'x', examples: [], note: '', basedOn: 0 },
    });
    await requeueDecisions({ ctx: who('lead'), input });
    const bob = await testCtx(t, 'annotator');
    const drawn = await next(bob, audited, 10);
    const plain = drawn.filter((i) => i.suggestion === null).map((i) => i.sample.id);
    const lost = await t.sql<{ sample_id: string }[]>`
      select distinct sample_id from lease where dataset_id = ${audited.datasetId} and audit and ended_by = 'released'`;
    expect(lost).toHaveLength(5);
    expect(lost.filter((l) => plain.includes(l.sample_id))).toHaveLength(5);
  });
});
