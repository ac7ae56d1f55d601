import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consistency, event, lease } from '#/db/schema/index.ts';
import { type Asking, classes, honest, openAsking } from '#/server/testing/asking.ts';
import { type TestCtx, testCtx } from '#/server/testing/database.ts';
import { next } from '#/server/testing/reviewing.ts';
import type { Scored } from '#/server/testing/scored.ts';
import { answerQuestion } from './answer.ts';
import { listEvidence } from './evidenceList.ts';
import { listQuestions } from './list.ts';
import { saveQuestions } from './save.ts';

let a: Asking;
let s: Scored;
let lead: TestCtx;
beforeAll(async () => {
  a = await openAsking();
  ({ s, ctx: lead } = await a.setUp());
  a.model.say(honest);
  await a.run(lead, await a.start(lead, s));
});
afterAll(() => a.close());

const stored = async (sampleId: number) =>
  (await a.t.db.select().from(consistency).where(eq(consistency.sampleId, sampleId)))[0]!;

test('a person’s answer overrides the model, counts, is noted, and can be taken back', async () => {
  const sampleId = s.ids[0]!;
  const specific = (await stored(sampleId)).evidence.find((e) => e.kind === 'specific')!;
  const general = (await stored(sampleId)).evidence[0]!;
  const say = (questionId: number, answer: 'yes' | 'no' | 'fits' | 'differs' | null) =>
    answerQuestion({ ctx: lead, input: { sampleId: String(sampleId), questionId, answer } });
  const view = await say(specific.questionId, 'yes');
  expect(view).toMatchObject({ matched: 1, answered: 6, model: expect.stringMatching(/^scripted-\d+$/) });
  expect(view.rows.find((r) => r.questionId === specific.questionId)).toMatchObject({
    fits: true,
    mine: 'yes',
    answer: 'no',
  });
  await say(general.questionId, 'fits');
  expect((await stored(sampleId)).value).toBeCloseTo(2 / 6, 6);
  expect(await say(specific.questionId, null)).toMatchObject({ matched: 1 });
  expect((await a.t.db.select().from(event).where(eq(event.kind, 'question.answered'))).length).toBe(3);
  await expect(say(general.questionId, 'yes')).rejects.toThrow('fits or differs');
  await expect(say(987_654, 'yes')).rejects.toMatchObject({ code: 'not_found' });
});

test('scripts read the evidence a page at a time; annotators do not', async () => {
  const page = (after: number, ctx = lead) => listEvidence({ ctx, input: { slug: s.slug, after, limit: 4 } });
  const first = await page(0);
  expect(first.map((e) => Number(e.sampleId))).toEqual(s.ids.slice(0, 4));
  expect(await page(s.ids[3]!)).toHaveLength(2);
  expect(first[2]).toMatchObject({ externalId: 'x2', consistency: 1, matched: 6, answered: 6 });
  await expect(page(0, await testCtx(a.t, 'annotator'))).rejects.toMatchObject({ code: 'forbidden' });
});

test('an annotator answers about what they hold, and is not told what others answered', async () => {
  const annotator = await testCtx(a.t, 'annotator');
  const other = await testCtx(a.t, 'annotator');
  await a.t.sql`update dataset set settings = settings || '{"auditShare": 0}' where id = ${s.datasetId}`;
  const [item] = await next(annotator, s, 1);
  const sampleId = item!.sample.id;
  const { questionId } = item!.visual!.rows.find((r) => r.kind === 'specific')!;
  const input = { sampleId, questionId, answer: 'yes' } as const;
  await expect(answerQuestion({ ctx: other, input })).rejects.toThrow('in your hands');
  await expect(answerQuestion({ ctx: await testCtx(a.t, 'viewer'), input })).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect((await answerQuestion({ ctx: annotator, input })).matched).toBe(item!.visual!.matched + 1);
  expect((await next(annotator, s, 1))[0]!.visual!.rows.find((r) => r.questionId === questionId)!.mine).toBe('yes');
  // Somebody else's answer moves the score, and the leads' view, but not another annotator's.
  await a.t
    .sql`update lease set user_id = ${other.actor.kind === 'user' ? other.actor.userId : ''} where sample_id = ${sampleId}`;
  const theirs = (await next(other, s, 1))[0]!.visual!;
  expect(theirs.matched).toBe(item!.visual!.matched);
  expect(theirs.rows.every((r) => r.mine === null && !r.byReader)).toBe(true);
});

test('a sample to be judged from itself alone brings no evidence', async () => {
  const annotator = await testCtx(a.t, 'annotator');
  const [item] = await next(annotator, s, 1);
  await a.t.db.update(lease).set({ plain: true }).where(eq(lease.id, item!.leaseId));
  const [plain] = await next(annotator, s, 1);
  expect(plain).toMatchObject({ leaseId: item!.leaseId, visual: null });
  const held = and(eq(consistency.sampleId, Number(item!.sample.id)));
  const [row] = await a.t.db.select().from(consistency).where(held);
  const input = { sampleId: item!.sample.id, questionId: row!.evidence[2]!.questionId, answer: 'no' } as const;
  await expect(answerQuestion({ ctx: annotator, input })).rejects.toMatchObject({ code: 'forbidden' });
  await a.t.db.update(lease).set({ plain: false, blind: true }).where(eq(lease.id, item!.leaseId));
  await expect(answerQuestion({ ctx: annotator, input })).rejects.toMatchObject({ code: 'forbidden' });
});

test('edited questions are the next version; evidence stays with the old until asked anew', async () => {
  const questions = [{ kind: 'specific' as const, text: 'Does it have four corners?', expected: 'yes' as const }];
  const input = { slug: s.slug, label: 'square', questions, synonyms: ['box'] };
  expect(await saveQuestions({ ctx: lead, input })).toMatchObject({ version: 2, writtenBy: null, synonyms: ['box'] });
  expect((await listQuestions({ ctx: lead, input: { slug: s.slug } })).map((q) => q.version)).toEqual([1, 2]);
  expect((await stored(s.ids[0]!)).evidence).toHaveLength(6);
  a.model.calls.length = 0;
  a.model.say((call) => (call.text.includes('four corners') ? 'no' : honest(call)));
  await a.run(lead, await a.start(lead, s));
  // Labelled square: rows 0, 3 and 5.
  expect(a.model.calls).toHaveLength(3);
  expect((await stored(s.ids[0]!)).evidence).toHaveLength(1);
  await expect(saveQuestions({ ctx: lead, input: { ...input, label: 'nothing' } })).rejects.toThrow('is not a class');
  const lost = { ...input, questions: [{ kind: 'specific' as const, text: 'Is it?', expected: null }] };
  await expect(saveQuestions({ ctx: lead, input: lost })).rejects.toThrow('expects yes or no');
  for (const role of ['annotator', 'viewer'] as const)
    await expect(saveQuestions({ ctx: await testCtx(a.t, role), input })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(listQuestions({ ctx: await testCtx(a.t, 'annotator'), input })).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect(classes).toHaveLength(2);
});
