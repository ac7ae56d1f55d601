import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles } from '#/server/domain/capability.ts';
import { createQueueSchema, updateQueueSchema } from '#/server/domain/inputs.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, next, say } from '#/server/testing/reviewing.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { createQueue } from './create.ts';
import { listQueues } from './list.ts';
import { queueSettings } from './settings.ts';
import { updateQueue } from './update.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

const idOf = (ctx: TestCtx) => (ctx.actor.kind === 'user' ? ctx.actor.userId : '');

test('what is not said keeps its default, or what it was', async () => {
  expect(updateQueueSchema.parse({ policy: { overlap: 2 } })).toEqual({ policy: { overlap: 2 } });
  const s = await scoredDataset(lead, { samples: 10 });
  const input = createQueueSchema.parse({ preset: 'published-study', policy: { order: 'random' } });
  const made = await createQueue({ ctx: lead, input: { ...input, slug: s.slug } });
  expect(made).toMatchObject({ overlap: 5, blind: true, restricted: false });
  await updateQueue({ ctx: lead, input: { queueId: made.id, name: 'Study', policy: { goldShare: 0.1 } } });
  const settings = await queueSettings({ ctx: lead, input: { queueId: made.id } });
  expect(settings).toMatchObject({
    name: 'Study',
    policy: { overlap: 5, agree: 3, blind: true, order: 'random', goldShare: 0.1, batchSize: 50 },
  });
});

test('a queue is for those it is assigned to, until it is opened again', async () => {
  const s = await scoredDataset(lead, { samples: 10, settings: { auditShare: 0 } });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  const queueId = String(s.queueId);
  await updateQueue({ ctx: lead, input: { queueId, people: [idOf(ann)] } });
  expect(await listQueues({ ctx: bob, input: { slug: s.slug } })).toEqual([]);
  await expect(next(bob, s, 1)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await next(ann, s, 1)).toHaveLength(1);
  const { people } = await queueSettings({ ctx: lead, input: { queueId } });
  expect(people.find((p) => p.id === idOf(ann))?.assigned).toBe(true);
  expect(people.find((p) => p.id === idOf(bob))?.assigned).toBe(false);
  await updateQueue({ ctx: lead, input: { queueId, people: null } });
  expect(await next(bob, s, 1)).toHaveLength(1);
  await expect(updateQueue({ ctx: lead, input: { queueId, people: ['nobody'] } })).rejects.toMatchObject({
    code: 'bad_input',
  });
});

test('a policy that contradicts itself is refused', async () => {
  const s = await scoredDataset(lead, { samples: 10 });
  const change = (policy: object) => updateQueue({ ctx: lead, input: { queueId: String(s.queueId), policy } });
  await expect(change({ overlap: 2, agree: 3 })).rejects.toThrow('cannot say the same');
  await expect(change({ blind: true, verdicts: ['keep', 'none'] })).rejects.toThrow('which is which');
  await expect(change({ blind: true, requireNoteOnChange: true })).rejects.toThrow('which is which');
});

test('only leads set how a queue is read', async () => {
  const s = await scoredDataset(lead, { samples: 10 });
  const queueId = String(s.queueId);
  for (const role of roles.filter((r) => r !== 'admin' && r !== 'lead')) {
    const ctx = await testCtx(t, role);
    await expect(queueSettings({ ctx, input: { queueId } })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(updateQueue({ ctx, input: { queueId, name: 'x' } })).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test('verdicts that the queue does not take, and changes without a note, are refused one by one', async () => {
  const policy = { verdicts: ['keep' as const, 'relabel' as const], requireNoteOnChange: true };
  const s = await scoredDataset(lead, { samples: 10, settings: { auditShare: 0 }, policy });
  const ann = await testCtx(t, 'annotator');
  const [a, b, c] = await next(ann, s, 3);
  const results = await say(
    ann,
    keep(a!, { verdict: 'unsure' }),
    keep(b!, { verdict: 'relabel', label: 'other' }),
    keep(c!),
    keep(b!, { verdict: 'relabel', label: 'other', note: 'the second line says so' }),
  );
  expect(results.map((r) => r.status)).toEqual(['rejected', 'rejected', 'accepted', 'accepted']);
  expect(results[0]?.message).toContain('takes no “unsure”');
  expect(results[1]?.message).toContain('needs a note');
});

test('a random order is the same for everybody, and another than the suspicious one', async () => {
  const policy = { order: 'random' as const, overlap: 2 };
  const s = await scoredDataset(lead, { samples: 40, settings: { auditShare: 0 }, policy });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  const rows = async (ctx: TestCtx) => (await next(ctx, s, 10)).map((i) => i.sample.row);
  const first = await rows(ann);
  expect(await rows(bob)).toEqual(first);
  expect(first).not.toEqual([...first].sort((a, b) => Number(a) - Number(b)));
  expect(new Set(first).size).toBe(10);
});
