import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataset, exportVersion } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { BulkView, StartBulk } from '#/server/domain/bulk.ts';
import { createExport } from '#/server/services/exports/create.ts';
import { encodeExport } from '#/server/services/exports/encode.ts';
import type { JobRun } from '#/server/services/jobs/run.ts';
import { createQueue } from '#/server/services/queues/create.ts';
import { overview } from '#/server/services/stats/overview.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { expectConsistent, keep, next, say } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { answerChecks } from './answer.ts';
import { cancelBulk } from './cancel.ts';
import { nextChecks } from './checks.ts';
import { commitBulk, undoBulk } from './commit.ts';
import { getBulk, listBulks } from './get.ts';
import { checkMore } from './more.ts';
import { runBulk } from './run.ts';
import { startBulk } from './start.ts';
import { takeBackCheck } from './takeBack.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

const begin = (ctx: Ctx, s: Scored, what: StartBulk['what'], bound = 0.1) =>
  startBulk({ ctx, input: { slug: s.slug, what, bound, queueId: String(s.queueId) } });

/** Answers what is asked for with the truth. */
async function check(ctx: Ctx, s: Scored, view: BulkView): Promise<BulkView> {
  let now = view;
  while (now.toCheck > 0) {
    const items = await nextChecks({ ctx, input: { bulkId: view.id, limit: now.toCheck } });
    if (!items.length) break;
    const answers = items.map((i) => {
      const { given, label } = s.truth.get(Number(i.sampleId))!;
      return given === label
        ? { sampleId: i.sampleId, verdict: 'keep' as const }
        : { sampleId: i.sampleId, verdict: 'relabel' as const, label };
    });
    now = await answerChecks({ ctx, input: { bulkId: view.id, answers } });
  }
  return now;
}

/** What the worker does with the job; `steps` stops it after so many chunks, as a kill would. */
async function work(ctx: TestCtx, view: BulkView, steps = Number.POSITIVE_INFINITY): Promise<void> {
  const [row] = await t.sql<{ payload: Record<string, unknown> }[]>`
    select payload from job where id = (select job_id from bulk where id = ${view.id})`;
  const kill = new AbortController();
  let done = 0;
  const run: JobRun = {
    jobId: '',
    datasetId: 0,
    payload: row!.payload,
    progress: () => {
      if (++done >= steps) kill.abort(new Error('killed'));
    },
    signal: kill.signal,
  };
  await runBulk({ ctx, run });
}

/** What a version's file begins with. */
async function fileOf(id: string): Promise<string> {
  const [version] = await t.db.select().from(exportVersion).where(eq(exportVersion.id, id));
  const [set] = await t.db.select().from(dataset).where(eq(dataset.id, version!.datasetId));
  for await (const part of encodeExport(lead, version!, set!)) return Buffer.from(part).toString();
  return '';
}

const log = (s: Scored) =>
  t.sql<{ verdict: string; bulk: number | null; verifies: number | null; sample_id: string }[]>`
    select verdict, bulk, verifies, sample_id from decision where dataset_id = ${s.datasetId} order by seq`;

describe('a bulk', () => {
  test('is checked singly, written as one, and undone as one', async () => {
    const s = await scoredDataset(lead, { samples: 1500 });
    const view = await begin(lead, s, { filter: { given: 'ham' }, decision: { verdict: 'keep' } });
    expect(view).toMatchObject({ state: 'verifying', samples: 500, answered: 0, error: null });
    expect(view.toCheck).toBeGreaterThan(25);
    await expect(commitBulk({ ctx: lead, input: { bulkId: view.id } })).rejects.toMatchObject({ code: 'conflict' });

    const checked = await check(lead, s, view);
    expect(checked.toCheck).toBe(0);
    expect(checked.error!.low).toBeLessThanOrEqual(checked.error!.value);
    const wrong = s.ids.filter((id) => s.truth.get(id)!.given === 'ham' && s.truth.get(id)!.label !== 'ham').length;
    expect(checked.error!.low).toBeLessThanOrEqual(wrong / 500);
    expect(checked.error!.high).toBeGreaterThanOrEqual(wrong / 500);
    expect((await log(s)).every((d) => d.verifies === Number(view.id) && d.bulk === null)).toBe(true);

    await commitBulk({ ctx: lead, input: { bulkId: view.id } });
    await work(lead, view);
    await work(lead, view);
    const written = await getBulk({ ctx: lead, input: { bulkId: view.id } });
    expect(written).toMatchObject({ state: 'committed', written: 500 - checked.answered, answered: checked.answered });
    expect((await log(s)).filter((d) => d.bulk !== null)).toHaveLength(written.written);
    expect(written.error).toEqual(checked.error);
    const input = { slug: s.slug, format: 'csv' as const, policy: { cleanedOnly: false, spreadsheetSafe: false } };
    const { id } = await createExport({ ctx: lead, input });
    expect(await fileOf(id)).toMatch(/suggested_label,bulk\r?\n/);
    await expectConsistent(t, s);

    await undoBulk({ ctx: lead, input: { bulkId: view.id } });
    await work(lead, view);
    expect(await getBulk({ ctx: lead, input: { bulkId: view.id } })).toMatchObject({ state: 'undone' });
    await expectConsistent(t, s);
    const states = await t.sql`select 1 from sample_state where dataset_id = ${s.datasetId}`;
    expect(states).toHaveLength(checked.answered);
  });

  test('killed half-way and run again, it goes on; nothing is written twice', async () => {
    const s = await scoredDataset(lead, { samples: 1800 });
    const view = await begin(lead, s, { filter: {}, decision: { verdict: 'exclude', reason: 'private' } }, 0.5);
    await check(lead, s, view);
    await commitBulk({ ctx: lead, input: { bulkId: view.id } });
    await expect(work(lead, view, 2)).rejects.toThrow('killed');
    const half = await getBulk({ ctx: lead, input: { bulkId: view.id } });
    expect(half).toMatchObject({ state: 'committing', written: 1000 });
    await work(lead, view);
    const all = (await log(s)).filter((d) => d.bulk !== null);
    expect(new Set(all.map((d) => d.sample_id)).size).toBe(all.length);
    expect(all).toHaveLength(1800 - half.answered);
    await undoBulk({ ctx: lead, input: { bulkId: view.id } });
    await expect(work(lead, view, 1)).rejects.toThrow('killed');
    await work(lead, view);
    expect((await log(s)).filter((d) => d.verdict === 'retract')).toHaveLength(all.length);
    await expectConsistent(t, s);
  });

  test('takes what waits in a queue, and no more', async () => {
    const s = await scoredDataset(lead, { samples: 120 });
    const cell = await createQueue({
      ctx: lead,
      input: { slug: s.slug, filter: { given: 'ham', suggested: 'other' } },
    });
    expect(cell.waiting).toBeGreaterThan(0);
    const decision = { verdict: 'exclude' as const, reason: 'broken' as const };
    const view = await begin(lead, s, { filter: { queueId: cell.id }, decision });
    expect(view.samples).toBe(cell.waiting);
    const other = await scoredDataset(lead, { samples: 30 });
    await expect(begin(lead, s, { filter: { queueId: String(other.queueId) }, decision })).rejects.toMatchObject({
      code: 'bad_input',
    });
  });

  test('leaves alone what others hold or have decided, and says so', async () => {
    const s = await scoredDataset(lead, { samples: 200, settings: { auditShare: 0 } });
    const ann = await testCtx(t, 'annotator');
    const held = await next(ann, s, 10);
    const view = await begin(lead, s, {
      items: s.ids.slice(0, 40).map((id) => ({ sampleId: String(id), verdict: 'keep' })),
    });
    const shown = await nextChecks({ ctx: lead, input: { bulkId: view.id, limit: 40 } });
    expect(shown.some((i) => held.some((h) => h.sample.id === i.sampleId))).toBe(false);
    await check(lead, s, view);
    await say(ann, ...held.slice(0, 4).map((i) => keep(i)));
    await commitBulk({ ctx: lead, input: { bulkId: view.id } });
    await work(lead, view);
    const done = await getBulk({ ctx: lead, input: { bulkId: view.id } });
    expect(done.skipped).toEqual({ held: 6, decided: 4 });
    expect(done.written).toBe(40 - 10 - done.answered);
    await expectConsistent(t, s);
  });

  test('choosing the label a sample has is keeping it; what is decided stays out', async () => {
    const s = await scoredDataset(lead, { samples: 60, settings: { auditShare: 0 } });
    const [first] = await next(lead, s, 1);
    await say(lead, keep(first!));
    const view = await begin(lead, s, { filter: {}, decision: { verdict: 'relabel', label: 'spam' } });
    expect(view.samples).toBe(59);
    expect(view.says).toMatch(/changed to `spam`.*kept|kept.*changed to `spam`/);
  });

  test('an answer can be taken back, more can be asked for, all can be given up', async () => {
    const s = await scoredDataset(lead, { samples: 300 });
    const view = await begin(lead, s, { filter: { given: 'spam' }, decision: { verdict: 'keep' } });
    const [one] = await nextChecks({ ctx: lead, input: { bulkId: view.id, limit: 1 } });
    const answers = [{ sampleId: one!.sampleId, verdict: 'none' as const }];
    expect(await answerChecks({ ctx: lead, input: { bulkId: view.id, answers } })).toMatchObject({
      answered: 1,
      differed: 1,
    });
    // The same again counts once.
    expect(await answerChecks({ ctx: lead, input: { bulkId: view.id, answers } })).toMatchObject({ answered: 1 });
    expect(await takeBackCheck({ ctx: lead, input: { bulkId: view.id } })).toMatchObject({ answered: 0, differed: 0 });
    const [again] = await nextChecks({ ctx: lead, input: { bulkId: view.id, limit: 1 } });
    expect(again!.sampleId).toBe(one!.sampleId);
    expect(await checkMore({ ctx: lead, input: { bulkId: view.id, more: 60 } })).toMatchObject({ toCheck: 60 });
    expect(await cancelBulk({ ctx: lead, input: { bulkId: view.id } })).toMatchObject({ state: 'cancelled' });
    expect(await t.sql`select 1 from lease where dataset_id = ${s.datasetId} and ended_at is null`).toHaveLength(0);
    await expectConsistent(t, s);
  });

  test('is nobody’s hit, no audit answer and no decision of the curve; a single answer overrules it', async () => {
    const s = await scoredDataset(lead, { samples: 400, settings: { auditShare: 0.5 } });
    const ann = await testCtx(t, 'annotator');
    for (let i = 0; i < 8; i++) await say(ann, ...(await next(ann, s, 10)).map((item) => keep(item)));
    const before = await overview({ ctx: lead, input: { slug: s.slug } });
    const view = await begin(lead, s, { filter: {}, decision: { verdict: 'relabel', label: 'other' } }, 0.5);
    await check(lead, s, view);
    const checked = await overview({ ctx: lead, input: { slug: s.slug } });
    await commitBulk({ ctx: lead, input: { bulkId: view.id } });
    await work(lead, view);
    const after = await overview({ ctx: lead, input: { slug: s.slug } });
    const written = (await getBulk({ ctx: lead, input: { bulkId: view.id } })).written;
    expect(after.bulk.decided).toBe(written);
    expect(after.hitRate).toEqual(before.hitRate);
    expect(after.curve.points).toEqual(before.curve.points);
    expect(after.audit.answered).toBe(checked.audit.answered);
    expect(after.estimate!.first.value).toBeCloseTo(after.estimate!.found + after.estimate!.remaining.value, 9);

    const reader = await testCtx(t, 'annotator');
    const [sample] = await t.sql<{ id: string }[]>`
      select x.sample_id as id from sample_state x where x.dataset_id = ${s.datasetId} and x.bulk and x.status = 'changed' limit 1`;
    await say(reader, { sampleId: sample!.id, verdict: 'keep', clientKey: 'overrules-it' });
    const [state] = await t.sql`select status, bulk from sample_state where sample_id = ${sample!.id}`;
    expect(state).toEqual({ status: 'kept', bulk: false });
    await expectConsistent(t, s);
  });

  test('does not stand in for the audit: what only a bulk has settled is still asked for, and then audited', async () => {
    const s = await scoredDataset(lead, { samples: 400, settings: { auditShare: 0.5 } });
    const view = await begin(lead, s, { filter: { given: 'ham' }, decision: { verdict: 'keep' } }, 0.5);
    await check(lead, s, view);
    await commitBulk({ ctx: lead, input: { bulkId: view.id } });
    await work(lead, view);
    const ann = await testCtx(t, 'annotator');
    const items = [...(await next(ann, s, 50))];
    const audited = await t.sql<{ sample_id: string; bulk: boolean | null }[]>`
      select l.sample_id, x.bulk from lease l left join sample_state x on x.sample_id = l.sample_id
      where l.dataset_id = ${s.datasetId} and l.audit and l.ended_at is null`;
    expect(audited.filter((a) => a.bulk).length).toBeGreaterThan(3);
    const before = await overview({ ctx: lead, input: { slug: s.slug } });
    await say(ann, ...items.map((item) => keep(item)));
    const after = await overview({ ctx: lead, input: { slug: s.slug } });
    expect(after.audit.answered - before.audit.answered).toBeGreaterThanOrEqual(audited.length);
    await expectConsistent(t, s);
  });

  test('belongs to who began it; filters are for leads, grids of blind or overlapping queues for nobody', async () => {
    const s = await scoredDataset(lead, { samples: 60 });
    const ann = await testCtx(t, 'annotator');
    const other = await testCtx(t, 'annotator');
    const viewer = await testCtx(t, 'viewer');
    const items = s.ids.slice(0, 20).map((id) => ({ sampleId: String(id), verdict: 'keep' as const }));
    await expect(begin(ann, s, { filter: {}, decision: { verdict: 'keep' } })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(begin(viewer, s, { items })).rejects.toMatchObject({ code: 'forbidden' });
    const view = await begin(ann, s, { items });
    await expect(getBulk({ ctx: other, input: { bulkId: view.id } })).rejects.toMatchObject({ code: 'not_found' });
    await expect(getBulk({ ctx: viewer, input: { bulkId: view.id } })).rejects.toMatchObject({ code: 'forbidden' });
    const answers = [{ sampleId: items[0]!.sampleId, verdict: 'keep' as const }];
    for (const call of [
      () => nextChecks({ ctx: other, input: { bulkId: view.id, limit: 1 } }),
      () => answerChecks({ ctx: other, input: { bulkId: view.id, answers } }),
      () => takeBackCheck({ ctx: other, input: { bulkId: view.id } }),
      () => checkMore({ ctx: other, input: { bulkId: view.id, more: 5 } }),
      () => commitBulk({ ctx: other, input: { bulkId: view.id } }),
      () => undoBulk({ ctx: other, input: { bulkId: view.id } }),
      () => cancelBulk({ ctx: other, input: { bulkId: view.id } }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'not_found' });
    expect(await listBulks({ ctx: other, input: { slug: s.slug } })).toEqual([]);
    expect(await listBulks({ ctx: lead, input: { slug: s.slug } })).toHaveLength(1);
    await expect(listBulks({ ctx: viewer, input: { slug: s.slug } })).rejects.toMatchObject({ code: 'forbidden' });
    await t.sql`update queue set policy = '{"blind": true}' where id = ${s.queueId}`;
    await expect(begin(ann, s, { items })).rejects.toMatchObject({ code: 'forbidden' });
    await t.sql`update queue set policy = '{"overlap": 3}' where id = ${s.queueId}`;
    await expect(begin(ann, s, { items })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a class that is none, and nothing to decide, are said', async () => {
    const s = await scoredDataset(lead, { samples: 20 });
    await expect(begin(lead, s, { filter: {}, decision: { verdict: 'relabel', label: 'eggs' } })).rejects.toMatchObject(
      { code: 'bad_input', message: expect.stringContaining('eggs') },
    );
    await expect(begin(lead, s, { filter: { status: 'kept' }, decision: { verdict: 'keep' } })).rejects.toMatchObject({
      code: 'bad_input',
    });
  });
});
