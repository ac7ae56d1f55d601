import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#/server/domain/role.ts';
import { addComment } from '#/server/services/comments/add.ts';
import { getSample } from '#/server/services/samples/get.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { expectConsistent, keep, key, next, say } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { sampleHistory } from './get.ts';
import { restoreSample } from './restore.ts';

let t: TestDatabase;
let s: Scored;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
  s = await scoredDataset(lead, { samples: 30, settings: { auditShare: 0 } });
});
afterAll(() => t.close());

const history = (ctx: TestCtx, sampleId: string | number) =>
  sampleHistory({ ctx, input: { slug: s.slug, sampleId: String(sampleId) } });
const restore = (ctx: TestCtx, sampleId: string | number, decisionId: string | null) =>
  restoreSample({ ctx, input: { slug: s.slug, sampleId: String(sampleId), decisionId } });
const now = async (sampleId: string) => {
  const { status, currentLabel } = await getSample({ ctx: lead, input: { slug: s.slug, id: sampleId } });
  return { status, currentLabel };
};

test.each<[Role, boolean, boolean]>([
  ['admin', true, true],
  ['lead', true, true],
  ['viewer', true, false],
  ['annotator', false, false],
])('%s: may look %s, may restore %s', async (role, looks, restores) => {
  const ctx = await testCtx(t, role);
  if (looks) expect(await history(ctx, s.ids[29]!)).toMatchObject([{ kind: 'import', label: expect.any(String) }]);
  else await expect(history(ctx, s.ids[29]!)).rejects.toMatchObject({ code: 'forbidden' });
  if (restores) expect(await restore(ctx, s.ids[28]!, null)).toEqual({ ok: true });
  else await expect(restore(ctx, s.ids[28]!, null)).rejects.toMatchObject({ code: 'forbidden' });
});

test('everything that happened stands in its order, and a lead goes back to what was said before', async () => {
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  const [item] = await next(ann, s, 1);
  const { id } = item!.sample;
  const { label } = item!.suggestion!;
  const first = keep(item!, { verdict: 'relabel', label, note: 'plainly' });
  await say(ann, first);
  await addComment({ ctx: ann, input: { slug: s.slug, sampleId: id, text: 'or not?' } });
  await say(ann, { ...first, verdict: 'retract', of: first.clientKey, clientKey: key() });
  await t.sql`update lease set ended_at = now(), ended_by = 'released' where user_id = ${ann.actor.kind === 'user' ? ann.actor.userId : ''}`;
  const again = (await next(bob, s, 10)).find((i) => i.sample.id === id)!;
  await say(bob, keep(again, { verdict: 'none' }));

  const told = await history(lead, id);
  expect(told.map((e) => e.kind)).toEqual(['import', 'doubted', 'decision', 'comment', 'retract', 'decision']);
  const [relabel, none] = told.filter((e) => e.kind === 'decision');
  expect(relabel).toMatchObject({
    verdict: 'relabel',
    label,
    note: 'plainly',
    retracted: true,
    shown: 'suggestion',
    bulk: null,
    verifies: null,
    source: null,
  });
  expect(told.find((e) => e.kind === 'retract')).toMatchObject({ of: relabel!.id });
  expect(none).toMatchObject({ verdict: 'none', retracted: false });
  expect(await now(id)).toMatchObject({ status: 'no_class' });

  await restore(lead, id, relabel!.id.replace('decision ', ''));
  expect(await now(id)).toEqual({ status: 'changed', currentLabel: label });
  await restore(await testCtx(t, 'admin'), id, null);
  expect(await now(id)).toEqual({ status: 'kept', currentLabel: item!.sample.givenLabel });
  await expectConsistent(t, s);
  const after = await history(lead, id);
  expect(after.filter((e) => e.kind === 'event')).toMatchObject([
    { what: 'sample.restored' },
    { what: 'sample.restored' },
  ]);
  expect(after.filter((e) => e.kind === 'decision' && e.reading === 'adjudication')).toHaveLength(2);
});

test('who was given a sample and left it, or holds it now, is told', async () => {
  const ann = await testCtx(t, 'annotator');
  const [item] = await next(ann, s, 1);
  expect((await history(lead, item!.sample.id)).at(-1)).toMatchObject({ kind: 'served', ended: null });
  await t.sql`update lease set ended_at = now(), ended_by = 'skipped' where id = ${item!.leaseId}`;
  expect((await history(lead, item!.sample.id)).at(-1)).toMatchObject({ kind: 'served', ended: 'skipped' });
});

test('there is nothing to go back to in what left the question open, in another sample, in no label', async () => {
  const ann = await testCtx(t, 'annotator');
  const [item] = await next(ann, s, 1);
  await say(ann, keep(item!, { verdict: 'unsure' }));
  const unsure = (await history(lead, item!.sample.id)).find((e) => e.kind === 'decision')!.id.replace('decision ', '');
  await expect(restore(lead, item!.sample.id, unsure)).rejects.toMatchObject({ code: 'conflict' });
  await expect(restore(lead, s.ids[27]!, unsure)).rejects.toMatchObject({ code: 'not_found' });
  const other = await scoredDataset(lead, { samples: 3 });
  await expect(restore(lead, other.ids[0]!, null)).rejects.toMatchObject({ code: 'not_found' });
});

test('second, gold and a lead’s readings, what was shown, and where a decision comes from, are told apart', async () => {
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  // One that nobody has answered before.
  const item = (await next(ann, s, 10)).at(-1);
  const { id } = item!.sample;
  await t.sql`update lease set plain = true where id = ${item!.leaseId}`;
  await say(ann, keep(item!));
  const lease = async (kind: string, blind: boolean) => {
    const leaseId = key();
    await t.sql`
      insert into lease (id, dataset_id, sample_id, slot, kind, queue_id, user_id, round_id, blind, expires_at)
      values (${leaseId}, ${s.datasetId}, ${id}, ${kind === 'gold' ? 100 : 9}, ${kind}, ${s.queueId},
        ${bob.actor.kind === 'user' ? bob.actor.userId : ''}, ${s.roundId}, ${blind}, now() + interval '1 hour')`;
    return leaseId;
  };
  const chosen = { sampleId: id, verdict: 'relabel', label: item!.sample.givenLabel };
  await say(bob, { ...chosen, leaseId: await lease('second', true), clientKey: key() });
  await restore(lead, id, null);
  await say(bob, {
    ...chosen,
    verdict: 'keep',
    label: undefined,
    leaseId: await lease('gold', false),
    clientKey: key(),
  });
  await t.sql`
    insert into decision (dataset_id, seq, sample_id, user_id, verdict, client_key, suggestion_shown, bulk)
    select dataset_id, max(seq) + 1, ${id}, ${lead.actor.kind === 'user' ? lead.actor.userId : ''}, 'keep', ${key()}, false, 7
    from decision where dataset_id = ${s.datasetId} group by 1`;
  const told = (await history(lead, id)).flatMap((e) => (e.kind === 'decision' ? [[e.reading, e.shown, e.bulk]] : []));
  expect(told).toEqual([
    ['reading', 'plain', null],
    ['second', 'blind', null],
    ['adjudication', null, null],
    ['gold', 'suggestion', null],
    ['reading', null, 7],
  ]);
});
