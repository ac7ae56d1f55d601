import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { user } from '#/db/schema/index.ts';
import type { Role } from '#/server/domain/role.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, key, next, say } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { addComment } from './add.ts';
import { callablePeople } from './callable.ts';
import { listTalk } from './inbox.ts';
import { markRead, unreadMentions } from './markRead.ts';
import { sampleTalk } from './ofSample.ts';
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
