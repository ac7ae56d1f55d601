import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ctx } from '#/server/context.ts';
import { createQueue } from '#/server/services/queues/create.ts';
import { decide } from '#/server/services/review/decide.ts';
import { nextSamples } from '#/server/services/review/next.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { datasetEstimate } from './estimate.ts';
import { overview } from './overview.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

/** Reviews `count` samples of the first queue with the truth. */
async function review(ctx: Ctx, s: Scored, count: number) {
  for (let done = 0; done < count; ) {
    const items = await nextSamples({ ctx, input: { queueId: String(s.queueId), limit: Math.min(50, count - done) } });
    if (!items.length) return;
    const decisions = items.map((i) => {
      const { given, label } = s.truth.get(Number(i.sample.id))!;
      const said = given === label ? { verdict: 'keep' } : { verdict: 'relabel', label };
      return { leaseId: i.leaseId, sampleId: i.sample.id, clientKey: randomUUID(), milliseconds: 1000, ...said };
    });
    await decide({ ctx, input: { decisions } });
    done += items.length;
  }
}
const stats = (s: Scored, ctx: Ctx = lead) => overview({ ctx, input: { slug: s.slug } });

test('before any decision: no estimate, no figure that nobody has earned', async () => {
  const s = await scoredDataset(lead, { samples: 200 });
  expect(await stats(s)).toMatchObject({
    samples: 200,
    decisions: 0,
    readers: 0,
    estimate: null,
    auditNeeded: 30,
    modelEstimate: 0.1,
    hitRate: { of: 0 },
    curve: { points: [[0, 0]], random: null },
    practice: null,
    stop: { say: 'Too early to say.' },
  });
  expect(await datasetEstimate(lead, s.datasetId)).toBeNull();
});

test('a set whose truth is known: everything adds up', async () => {
  const s = await scoredDataset(lead, { samples: 1000, practice: true, settings: { auditShare: 0.2 } });
  const ann = await testCtx(t, 'annotator');
  await review(ann, s, 200);
  const v = await stats(s);
  expect(v.decisions).toBe(200);
  expect(v.kept + v.changed).toBe(200);
  expect(v.changed).toBeGreaterThan(90);
  expect(v.audit.answered).toBeGreaterThanOrEqual(30);
  const e = v.estimate!;
  expect(e.found).toBe(v.changed);
  expect(e.first.value).toBe(e.found + e.remaining.value);
  expect(e.first.low).toBe(e.found + e.remaining.low);
  expect(e.first.high).toBe(e.found + e.remaining.high);
  expect(e.first.low).toBeLessThanOrEqual(100);
  expect(e.first.high).toBeGreaterThanOrEqual(100);
  expect(e.firstShare.value).toBeCloseTo(e.first.value / 1000);
  expect(await datasetEstimate(lead, s.datasetId)).toEqual({ first: e.firstShare, now: e.nowShare });
  expect(v.curve.points.at(-1)).toEqual([200, v.changed]);
  expect(v.curve.random).toBeCloseTo(200 * e.firstShare.value);
  expect(v.practice).toEqual({
    planted: 100,
    plantedFound: v.changed,
    decisions: 200,
    expectedAtRandom: 20,
    wrongChanges: 0,
  });
  expect(v.people).toEqual([
    { name: expect.any(String), decisions: 200, changed: v.changed, medianMilliseconds: 1000 },
  ]);
  expect(v.latest).toHaveLength(10);
  expect((await stats(s, await testCtx(t, 'viewer'))).people).toEqual([]);
  await expect(stats(s, ann)).rejects.toMatchObject({ code: 'forbidden' });
});

test('all reviewed: found is first, nothing remains, and one can stop', async () => {
  const s = await scoredDataset(lead, { samples: 300 });
  await review(lead, s, 300);
  const v = await stats(s);
  expect(v.estimate).toMatchObject({
    first: { value: 30, low: 30, high: 30 },
    found: 30,
    remaining: { value: 0, low: 0, high: 0 },
  });
  expect(v.curve.points.length).toBeLessThanOrEqual(400);
  expect(v.hitRate.of).toBe(100);
  expect(v.stop.rules.map((r) => r.met)).toEqual([v.hitRate.last < 0.1, true]);
});

test('a retracted decision is out of every figure', async () => {
  const s = await scoredDataset(lead, { samples: 100, settings: { auditShare: 0 } });
  const [item] = await nextSamples({ ctx: lead, input: { queueId: String(s.queueId), limit: 1 } });
  const said = {
    leaseId: item!.leaseId,
    sampleId: item!.sample.id,
    verdict: 'relabel',
    label: 'ham',
    clientKey: randomUUID(),
  };
  const undo = { sampleId: item!.sample.id, verdict: 'retract', of: said.clientKey, clientKey: randomUUID() };
  await decide({ ctx: lead, input: { decisions: [said] } });
  expect(await stats(s)).toMatchObject({ decisions: 1, changed: 1, hitRate: { last: 1, of: 1 } });
  await decide({ ctx: lead, input: { decisions: [undo] } });
  expect(await stats(s)).toMatchObject({ decisions: 0, changed: 0, hitRate: { of: 0 }, latest: [], people: [] });
});

test('the matrix counts the doubted and unreviewed, and a cell opens as many', async () => {
  const s = await scoredDataset(lead, { samples: 300, settings: { auditShare: 0 } });
  const before = await stats(s);
  expect(before.matrix.cells.reduce((n, c) => n + c.count, 0)).toBe(30);
  const [cell] = before.matrix.cells;
  const queue = await createQueue({
    ctx: lead,
    input: { slug: s.slug, filter: { given: cell!.given, suggested: cell!.suggested } },
  });
  expect(queue.waiting).toBe(cell!.count);
  await review(lead, s, 12);
  expect((await stats(s)).matrix.cells.reduce((n, c) => n + c.count, 0)).toBe(18);
});
