import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assignment, queue } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { wilson } from '#/server/domain/interval.ts';
import type { ReviewItem } from '#/server/domain/views.ts';
import { decide } from '#/server/services/review/decide.ts';
import { nextSamples } from '#/server/services/review/next.ts';
import { reviewState } from '#/server/services/review/state.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { createQueue } from './create.ts';
import { listQueues } from './list.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

async function review(
  ctx: Ctx,
  queueId: string,
  limit: number,
  truth: Map<number, { given: string | null; label: string }>,
) {
  const items = await nextSamples({ ctx, input: { queueId, limit } });
  const decisions = items.map((i) => {
    const { given, label } = truth.get(Number(i.sample.id))!;
    const said = given === label ? { verdict: 'keep' } : { verdict: 'relabel', label };
    return { leaseId: i.leaseId, sampleId: i.sample.id, clientKey: randomUUID(), ...said };
  });
  return { items, results: (await decide({ ctx, input: { decisions } })).results };
}

test('a cell of the noise matrix becomes a queue, once, and holds just that cell', async () => {
  const s = await scoredDataset(lead, { samples: 200, settings: { auditShare: 0 } });
  const filter = { given: 'spam', suggested: 'ham' };
  const made = await createQueue({ ctx: lead, input: { slug: s.slug, filter } });
  expect(await createQueue({ ctx: lead, input: { slug: s.slug, filter, name: 'again' } })).toEqual(made);
  expect((await createQueue({ ctx: lead, input: { slug: s.slug, filter: { given: 'spam' } } })).id).not.toBe(made.id);
  const { items } = await review(lead, made.id, 50, s.truth);
  expect(items).toHaveLength(made.waiting);
  expect(items.every((i) => i.sample.givenLabel === 'spam' && i.suggestion?.label === 'ham')).toBe(true);
  expect(await nextSamples({ ctx: lead, input: { queueId: made.id, limit: 5 } })).toEqual([]);
  await expect(createQueue({ ctx: lead, input: { slug: s.slug, filter: { given: 'x' } } })).rejects.toMatchObject({
    code: 'bad_input',
  });
  await expect(
    createQueue({ ctx: await testCtx(t, 'annotator'), input: { slug: s.slug, filter } }),
  ).rejects.toMatchObject({ code: 'forbidden' });
});

test('waiting falls with each decision, and the hit rate is what was found', async () => {
  const s = await scoredDataset(lead, { samples: 300, settings: { auditShare: 0 } });
  const ann = await testCtx(t, 'annotator');
  const first = async () => (await listQueues({ ctx: ann, input: { slug: s.slug } }))[0]!;
  const before = await first();
  expect(before).toMatchObject({ name: 'Likely wrong', waiting: 300, decisions: 0, hitRate: null });
  expect(before.expectedPrecision?.value).toBeCloseTo((30 * 0.9 + 70 * 0.1) / 100, 2);
  // Beside chance the interval allows for a model that is off by a factor in its odds.
  const { low, high } = before.expectedPrecision!;
  expect(low).toBeCloseTo(
    wilson(100 * (0.3 * (0.9 / (0.9 + 0.1 * 3.5)) + 0.7 * (0.1 / (0.1 + 0.9 * 3.5))), 100).low,
    4,
  );
  expect(high).toBeGreaterThan(0.5);
  await review(ann, String(s.queueId), 40, s.truth);
  const after = await first();
  expect(after).toMatchObject({ waiting: 260, decisions: 40, hitRate: 30 / 40 });
  expect(after.expectedPrecision).toMatchObject({ value: 30 / 40 });
  const state = await reviewState({ ctx: ann, input: { queueId: String(s.queueId) } });
  expect(state.mine).toHaveLength(40);
  expect(state).toMatchObject({ decisionsToNextRound: 10, previous: { verdict: 'keep' }, lastRound: { number: 1 } });
});

test('a restricted queue is for its readers', async () => {
  const s = await scoredDataset(lead, { samples: 10 });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  await t.db.update(queue).set({ restricted: true }).where(eq(queue.id, s.queueId));
  await t.db
    .insert(assignment)
    .values({ queueId: s.queueId, userId: ann.actor.kind === 'user' ? ann.actor.userId : '' });
  expect(await listQueues({ ctx: ann, input: { slug: s.slug } })).toHaveLength(1);
  expect(await listQueues({ ctx: bob, input: { slug: s.slug } })).toHaveLength(0);
  expect(await listQueues({ ctx: lead, input: { slug: s.slug } })).toHaveLength(1);
  await expect(nextSamples({ ctx: bob, input: { queueId: String(s.queueId), limit: 1 } })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('the audit follows the permutation, unmarked, and plain suspicious samples look the same', async () => {
  const s = await scoredDataset(lead, { samples: 1000, settings: { auditShare: 0.1 } });
  const ann = await testCtx(t, 'annotator');
  const seen: ReviewItem[] = [];
  for (let i = 0; i < 20; i++) seen.push(...(await review(ann, String(s.queueId), 10, s.truth)).items);
  expect(seen).toHaveLength(200);
  const leases = await t.sql<{ id: string; audit: boolean; plain: boolean; audit_rank: number }[]>`
    select l.id, l.audit, l.plain, s.audit_rank from lease l join sample s on s.id = l.sample_id
    where l.dataset_id = ${s.datasetId} order by l.served_at`;
  // Twenty draws, and as many suspicious ones as plain; a held sample that the audit passes becomes its own.
  expect(leases.filter((l) => l.plain)).toHaveLength(40);
  expect(leases.filter((l) => l.audit && l.plain).length).toBeGreaterThanOrEqual(20);
  const [d] = await t.sql`select cursor from audit where dataset_id = ${s.datasetId}`;
  expect(d?.cursor).toBeGreaterThanOrEqual(20);
  expect(leases.filter((l) => l.audit).every((l) => l.audit_rank < d?.cursor)).toBe(true);
  const [open] = await t.sql`
    select count(*)::int as n from sample p where p.dataset_id = ${s.datasetId} and p.audit_rank < ${d?.cursor}
      and not exists (select from sample_state x where x.sample_id = p.id)`;
  expect(open?.n).toBe(0);
  const shape = (id: string) => {
    const { leaseId, expiresAt, sample, ...rest } = seen.find((i) => i.leaseId === id)!;
    return [Object.keys(sample), rest];
  };
  const plain = leases.filter((l) => l.plain).map((l) => JSON.stringify(shape(l.id)));
  expect(new Set(plain).size).toBe(1);
  const [shown] = await t.sql`
    select count(*) filter (where suggestion_shown)::int as shown, count(*)::int as n from decision where dataset_id = ${s.datasetId}`;
  expect(shown).toEqual({ shown: 160, n: 200 });
});

test('an audit draw that ended without an answer is drawn again', async () => {
  const s = await scoredDataset(lead, { samples: 400, settings: { auditShare: 0.1 } });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  await nextSamples({ ctx: ann, input: { queueId: String(s.queueId), limit: 10 } });
  const lost = await t.sql`
    update lease set expires_at = now() where dataset_id = ${s.datasetId} and audit and plain returning sample_id`;
  expect(lost).toHaveLength(1);
  await review(bob, String(s.queueId), 10, s.truth);
  const again =
    await t.sql`select sample_id from lease where dataset_id = ${s.datasetId} and audit and plain and ended_by = 'decision'`;
  expect([...again]).toEqual([...lost]);
});
