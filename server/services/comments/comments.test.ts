import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { user } from '#/db/schema/index.ts';
import type { Role } from '#/server/domain/role.ts';
import { sampleHistory } from '#/server/services/history/get.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, key, next, say } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { addComment } from './add.ts';
import { callablePeople } from './callable.ts';
import { editComment } from './edit.ts';
import { listTalk } from './inbox.ts';
import { markRead, unreadMentions } from './markRead.ts';
import { sampleTalk } from './ofSample.ts';
import { removeComment } from './remove.ts';
import { resolveThread } from './resolve.ts';

let t: TestDatabase;
let s: Scored;
const at: Partial<Record<Role, TestCtx>> = {};
const who = (role: Role) => at[role]!;
const nameOf = (ctx: TestCtx) => (ctx.actor.kind === 'user' ? ctx.actor.name : '');

beforeAll(async () => {
  t = await testDatabase();
  for (const role of ['admin', 'lead', 'annotator', 'viewer'] as const) at[role] = await testCtx(t, role);
  s = await scoredDataset(who('lead'), { samples: 40, settings: { auditShare: 0 } });
});
afterAll(() => t.close());

const talk = (ctx: TestCtx, sampleId: string | number) =>
  sampleTalk({ ctx, input: { slug: s.slug, sampleId: String(sampleId) } });
const write = (ctx: TestCtx, sampleId: string | number, text: string, threadId?: string) =>
  addComment({ ctx, input: { slug: s.slug, sampleId: String(sampleId), text, threadId } });
const show = (ctx: TestCtx, which: 'mine' | 'open' | 'resolved') =>
  listTalk({ ctx, input: { show: which, slug: s.slug, limit: 50 } });
const unread = async (ctx: TestCtx) => (await unreadMentions({ ctx, input: undefined })).unread;

describe('before deciding', () => {
  test('an annotator is told of no other reader’s words, neither on the sample nor in the list', async () => {
    const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
    const [item] = await next(ann, s, 1);
    await say(ann, keep(item!));
    const thread = await write(ann, item!.sample.id, 'clearly spam');
    expect(thread.comments).toMatchObject([{ by: nameOf(ann), mine: true, text: 'clearly spam' }]);
    expect(await talk(bob, item!.sample.id)).toEqual({ threads: [], withheld: 1 });
    expect(await show(bob, 'open')).toEqual([]);
    await expect(resolveThread({ ctx: bob, input: { threadId: thread.id, resolved: true } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(write(bob, item!.sample.id, 'what?')).rejects.toMatchObject({ code: 'forbidden' });
    const second = { sampleId: item!.sample.id, verdict: 'keep', clientKey: key() };
    await say(bob, second);
    expect(await talk(bob, item!.sample.id)).toMatchObject({ threads: [{ id: thread.id }], withheld: 0 });
    await say(bob, { ...second, verdict: 'retract', of: second.clientKey, clientKey: key() });
    expect(await talk(bob, item!.sample.id)).toMatchObject({ withheld: 1 });
  });

  test('who holds a sample may ask about it; leads and viewers read and write everywhere', async () => {
    const ann = await testCtx(t, 'annotator');
    const [item] = await next(ann, s, 1);
    const asked = await write(ann, item!.sample.id, 'is this one word or two?');
    for (const role of ['admin', 'lead', 'viewer'] as const) {
      expect((await talk(who(role), item!.sample.id)).threads).toMatchObject([{ id: asked.id }]);
      expect((await write(who(role), item!.sample.id, `I am ${role}`, asked.id)).id).toBe(asked.id);
    }
    expect((await talk(ann, item!.sample.id)).threads[0]?.comments).toHaveLength(4);
  });
});

describe('mentions', () => {
  test('make a thread known to whom they name, and are unread until seen', async () => {
    const [lead, ann] = [who('lead'), await testCtx(t, 'annotator')];
    const thread = await write(lead, s.ids[30]!, `@${nameOf(ann)} please look`);
    expect(thread.comments[0]?.mentions).toEqual([nameOf(ann)]);
    expect(await unread(ann)).toBe(1);
    expect(await show(ann, 'mine')).toMatchObject([{ id: thread.id, unread: true, sample: { externalId: 'x30' } }]);
    expect(await markRead({ ctx: who('annotator'), input: { threadIds: [thread.id] } })).toEqual({ unread: 0 });
    expect(await unread(ann)).toBe(1);
    expect(await markRead({ ctx: ann, input: { threadIds: [thread.id] } })).toEqual({ unread: 0 });
    await write(ann, s.ids[30]!, `@${nameOf(lead)} done`, thread.id);
    expect(await unread(lead)).toBe(1);
  });

  test('call nobody by their own hand, and nobody whose account is closed', async () => {
    const lead = who('lead');
    const gone = await testCtx(t, 'annotator');
    await t.db
      .update(user)
      .set({ active: false })
      .where(eq(user.name, nameOf(gone)));
    const thread = await write(lead, s.ids[31]!, `@${nameOf(lead)} and @${nameOf(gone)}`);
    expect(thread.comments[0]?.mentions).toEqual([]);
    expect(await callablePeople({ ctx: who('annotator'), input: undefined })).not.toContain(nameOf(gone));
  });
});

test('a thread is resolved, and a reply opens it again', async () => {
  const lead = who('lead');
  const thread = await write(lead, s.ids[32]!, 'twice in the set?');
  expect(await resolveThread({ ctx: lead, input: { threadId: thread.id, resolved: true } })).toMatchObject({
    resolved: { by: nameOf(lead) },
  });
  expect((await show(lead, 'resolved')).map((i) => i.id)).toContain(thread.id);
  expect((await show(lead, 'open')).map((i) => i.id)).not.toContain(thread.id);
  expect(await write(lead, s.ids[32]!, 'no', thread.id)).toMatchObject({ resolved: null });
});

test('a thread, a sample and a dataset that do not belong together are not found', async () => {
  const lead = who('lead');
  const other = await scoredDataset(lead, { samples: 5 });
  const thread = await write(lead, s.ids[33]!, 'here');
  await expect(write(lead, s.ids[34]!, 'there', thread.id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(write(lead, other.ids[0]!, 'elsewhere')).rejects.toMatchObject({ code: 'not_found' });
  const nobody = await testCtx(t, 'system');
  await expect(write(nobody, s.ids[33]!, 'beep')).rejects.toMatchObject({ code: 'forbidden' });
});

const edit = (ctx: TestCtx, commentId: string, text: string) => editComment({ ctx, input: { commentId, text } });
const remove = (ctx: TestCtx, commentId: string) => removeComment({ ctx, input: { commentId } });

describe('changing what was said', () => {
  test('its author alone edits a comment: it is marked, calls whom it names now, and the log keeps the old words', async () => {
    const [lead, ann, bob] = [who('lead'), await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
    const thread = await write(lead, s.ids[20]!, `@${nameOf(ann)} look`);
    const [first] = thread.comments;
    expect(first).toMatchObject({ edited: null, deleted: null, mayEdit: true, mayDelete: true });
    for (const other of [ann, who('admin')])
      await expect(edit(other, first!.id, 'mine now')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(edit(bob, first!.id, 'mine now')).rejects.toMatchObject({ code: 'not_found' });
    const changed = await edit(lead, first!.id, `@${nameOf(bob)} look`);
    expect(changed.comments).toMatchObject([
      { text: `@${nameOf(bob)} look`, mentions: [nameOf(bob)], edited: expect.any(String) },
    ]);
    expect([await unread(ann), await unread(bob)]).toEqual([0, 1]);
    const [noted] = await t.sql`select user_id, detail from event where kind = 'comment.edited'`;
    expect(noted?.detail).toEqual({ comment: Number(first!.id), before: `@${nameOf(ann)} look` });
    const told = await sampleHistory({ ctx: lead, input: { slug: s.slug, sampleId: String(s.ids[20]) } });
    expect(told.filter((e) => e.kind === 'comment')).toMatchObject([{ edited: true, deleted: false }]);
    expect(told.some((e) => e.kind === 'event' && e.what === 'comment.edited')).toBe(true);
    // The same words again are no edit.
    await edit(lead, first!.id, `@${nameOf(bob)} look`);
    expect(await t.sql`select from event where kind = 'comment.edited'`).toHaveLength(1);
  });

  test('a deleted comment leaves its place in the thread; its words stand in the log and nowhere else', async () => {
    const [lead, ann] = [who('lead'), await testCtx(t, 'annotator')];
    const thread = await write(lead, s.ids[21]!, `@${nameOf(ann)} a secret`);
    const answered = await write(ann, s.ids[21]!, 'which one?', thread.id);
    const [question, answer] = answered.comments;
    await expect(remove(ann, question!.id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(remove(who('viewer'), question!.id)).rejects.toMatchObject({ code: 'forbidden' });
    const left = await remove(lead, question!.id);
    expect(left?.comments).toMatchObject([
      { by: nameOf(lead), text: '', mentions: [], deleted: 'author', mayEdit: false, mayDelete: false },
      { text: 'which one?', deleted: null, mayDelete: true, mayEdit: false },
    ]);
    expect(await unread(ann)).toBe(0);
    await expect(edit(lead, question!.id, 'again')).rejects.toMatchObject({ code: 'not_found' });
    await expect(remove(lead, question!.id)).rejects.toMatchObject({ code: 'not_found' });
    // The last one takes the thread with it, for everybody and everywhere.
    expect(await remove(lead, answer!.id)).toBeNull();
    expect(await talk(lead, s.ids[21]!)).toEqual({ threads: [], withheld: 0 });
    expect((await show(lead, 'open')).map((i) => i.id)).not.toContain(thread.id);
    const noted = await t.sql`select detail from event where kind = 'comment.deleted' order by id`;
    expect(noted.map((n) => n.detail)).toMatchObject([
      { by: 'author', before: `@${nameOf(ann)} a secret` },
      { by: 'lead', before: 'which one?' },
    ]);
    const told = await sampleHistory({ ctx: lead, input: { slug: s.slug, sampleId: String(s.ids[21]) } });
    expect(told.filter((e) => e.kind === 'comment').map((e) => e.text)).toEqual(['', '']);
    expect(JSON.stringify(told)).toContain('a secret');
    const looking = await sampleHistory({ ctx: who('viewer'), input: { slug: s.slug, sampleId: String(s.ids[21]) } });
    expect(looking).toHaveLength(told.length);
    expect(JSON.stringify(looking)).not.toContain('a secret');
  });

  test('who has taken back all they said takes part no more', async () => {
    const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
    const [item] = await next(ann, s, 1);
    const thread = await write(ann, item!.sample.id, 'what is this?');
    await t.sql`update lease set ended_at = now(), ended_by = 'skipped' where id = ${item!.leaseId}`;
    await write(who('lead'), item!.sample.id, 'a hoax', thread.id);
    expect((await talk(ann, item!.sample.id)).threads).toHaveLength(1);
    await remove(ann, thread.comments[0]!.id);
    expect(await talk(ann, item!.sample.id)).toEqual({ threads: [], withheld: 1 });
    expect(await talk(bob, item!.sample.id)).toEqual({ threads: [], withheld: 1 });
  });

  test('the system says nothing, and changes nothing that was said', async () => {
    const thread = await write(who('lead'), s.ids[22]!, 'here');
    const nobody = await testCtx(t, 'system');
    await expect(edit(nobody, thread.id, 'beep')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(remove(nobody, thread.id)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
