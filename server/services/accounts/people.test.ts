import { randomUUID } from 'node:crypto';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, event, session, user } from '#/db/schema/index.ts';
import type { Role } from '#/server/domain/role.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { next } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { acceptInvite } from './acceptInvite.ts';
import { createApiKey } from './createApiKey.ts';
import { findKeyActor } from './findKeyActor.ts';
import { listMembers, setMember } from './members.ts';
import { changePassword, rename } from './profile.ts';
import { acceptReset, createReset } from './reset.ts';
import { endSessions, listSessions } from './sessions.ts';
import { setRole } from './setRole.ts';

let t: TestDatabase;
let s: Scored;
let hash: string;
const roles: Role[] = ['admin', 'lead', 'annotator', 'viewer'];
const idOf = (ctx: TestCtx) => (ctx.actor.kind === 'user' ? ctx.actor.userId : '');
const tokenOf = (url: string) => new URL(url).searchParams.get('token')!;
const first = 'correct horse battery';
const second = 'a better horse battery';

beforeAll(async () => {
  t = await testDatabase();
  hash = await hashPassword(first);
  s = await scoredDataset(await testCtx(t, 'lead'), { samples: 40, settings: { auditShare: 0 } });
});
afterAll(() => t.close());

/** A person of that role with a password and so many sessions; they ask in the first. */
async function signedIn(role: Role, sessions = 1): Promise<TestCtx & { sessions: string[] }> {
  const ctx = await testCtx(t, role);
  const userId = idOf(ctx);
  const at = { updatedAt: new Date(), expiresAt: new Date(Date.now() + 60_000) };
  await t.db.insert(account).values({
    id: randomUUID(),
    accountId: userId,
    providerId: 'credential',
    userId,
    password: hash,
    updatedAt: at.updatedAt,
  });
  const ids = Array.from({ length: sessions }, () => randomUUID());
  await t.db
    .insert(session)
    .values(ids.map((id) => ({ id, token: `token ${id}`, userId, userAgent: 'Firefox', ...at })));
  if (ctx.actor.kind === 'user') ctx.actor = { ...ctx.actor, sessionId: ids[0] };
  return { ...ctx, sessions: ids };
}
const stored = async (ctx: TestCtx) => {
  const [row] = await t.db
    .select()
    .from(account)
    .where(and(eq(account.userId, idOf(ctx)), eq(account.providerId, 'credential')));
  return row?.password ?? '';
};
const mine = async (ctx: TestCtx) => (await listSessions({ ctx, input: undefined })).map((x) => x.id).sort();

describe.each(roles)('%s', (role) => {
  test('sees and ends their own sessions, changes their own name and password', async () => {
    const ctx = await signedIn(role, 3);
    const other = await signedIn(role);
    expect(await listSessions({ ctx, input: undefined })).toHaveLength(3);
    expect((await listSessions({ ctx, input: undefined })).filter((x) => x.current).map((x) => x.id)).toEqual([
      ctx.sessions[0],
    ]);
    expect(JSON.stringify(await listSessions({ ctx, input: undefined }))).not.toContain('token');
    await expect(endSessions({ ctx, input: { id: other.sessions[0]! } })).rejects.toMatchObject({ code: 'not_found' });
    await endSessions({ ctx, input: { id: ctx.sessions[1]! } });
    expect(await mine(ctx)).toEqual([ctx.sessions[0], ctx.sessions[2]].sort());
    expect(await endSessions({ ctx, input: { others: true } })).toEqual({ ended: 1 });
    expect(await mine(other)).toEqual(other.sessions);
    expect(await rename({ ctx, input: { name: 'Zoë' } })).toEqual({ name: 'Zoë' });
  });

  test('a dataset’s people and password links: only leads and admins, only admins', async () => {
    const ctx = await testCtx(t, role);
    const other = await signedIn('annotator');
    const list = () => listMembers({ ctx, input: { slug: s.slug } });
    const set = () => setMember({ ctx, input: { slug: s.slug, userId: idOf(other), role: 'viewer' } });
    const reset = () => createReset({ ctx, input: { person: idOf(other) } });
    if (role === 'admin' || role === 'lead') {
      expect((await list()).find((p) => p.id === idOf(other))).toMatchObject({ account: 'annotator' });
      expect(await set()).toMatchObject({ member: 'viewer', role: 'viewer' });
    } else {
      await expect(list()).rejects.toMatchObject({ code: 'forbidden' });
      await expect(set()).rejects.toMatchObject({ code: 'forbidden' });
    }
    if (role === 'admin') expect(tokenOf((await reset()).url).length).toBeGreaterThan(40);
    else await expect(reset()).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a password', () => {
  test('is changed with the present one, and every other session ends', async () => {
    const ctx = await signedIn('annotator', 2);
    const wrong = changePassword({ ctx, input: { current: 'not this one at all', next: second } });
    await expect(wrong).rejects.toMatchObject({ code: 'forbidden' });
    await changePassword({ ctx, input: { current: first, next: second } });
    expect(await verifyPassword({ hash: await stored(ctx), password: second })).toBe(true);
    expect(await mine(ctx)).toEqual([ctx.sessions[0]]);
    const robot = await testCtx(t, 'annotator');
    await expect(changePassword({ ctx: robot, input: { current: '', next: second } })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('is not guessed', async () => {
    const ctx = await testCtx(t, 'annotator');
    const codes: string[] = [];
    for (let k = 0; k < 11; k++)
      await changePassword({ ctx, input: { current: 'x', next: second } }).catch((e) => codes.push(e.code));
    expect(codes.at(-1)).toBe('too_many');
  });

  test('is set by a link: once, for whom it was made, ending every session and every earlier link', async () => {
    const admin = await testCtx(t, 'admin');
    const ctx = await signedIn('lead', 2);
    const [old, link] = [
      await createReset({ ctx: admin, input: { person: idOf(ctx) } }),
      await createReset({ ctx: admin, input: { person: idOf(ctx) } }),
    ];
    const use = (url: string) => acceptReset({ ctx: admin, input: { token: tokenOf(url), password: second } });
    await expect(use(old.url)).rejects.toMatchObject({ code: 'not_found' });
    const both = await Promise.allSettled([use(link.url), use(link.url)]);
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await verifyPassword({ hash: await stored(ctx), password: second })).toBe(true);
    expect(await mine(ctx)).toEqual([]);
    expect(await stored(admin)).toBe('');
  });

  test('link opens no account, and none is made for the closed, for scripts, for nobody', async () => {
    const admin = await testCtx(t, 'admin');
    const ctx = await signedIn('annotator');
    const { url } = await createReset({ ctx: admin, input: { person: idOf(ctx) } });
    const join = { token: tokenOf(url), name: 'Eve', email: 'eve@example.org', password: second };
    await expect(acceptInvite({ ctx: admin, input: join })).rejects.toMatchObject({ code: 'not_found' });
    await setRole({ ctx: admin, input: { userId: idOf(ctx), role: 'annotator', active: false } });
    await expect(acceptReset({ ctx: admin, input: { token: join.token, password: second } })).rejects.toMatchObject({
      code: 'not_found',
    });
    const script = await testCtx(t, 'viewer');
    await t.db
      .update(user)
      .set({ email: 'x@key.invalid' })
      .where(eq(user.id, idOf(script)));
    for (const [person, code] of [
      [idOf(ctx), 'conflict'],
      [idOf(script), 'conflict'],
      ['nobody@example.org', 'not_found'],
    ] as const)
      await expect(createReset({ ctx: admin, input: { person } })).rejects.toMatchObject({ code });
  });
});

test('a closed account loses sessions, keys and samples at once; opened again, it has to sign in and make keys anew', async () => {
  const admin = await testCtx(t, 'admin');
  const ctx = await signedIn('annotator', 2);
  const { key } = await createApiKey({ ctx, input: { name: 'script' } });
  const held = await next(ctx, s, 5);
  expect(held).toHaveLength(5);
  await setRole({ ctx: admin, input: { userId: idOf(ctx), role: 'annotator', active: false } });
  expect(await mine(ctx)).toEqual([]);
  expect(await findKeyActor(ctx, key)).toBeNull();
  const [left] = await t.sql`select count(*)::int as n from lease where user_id = ${idOf(ctx)} and ended_at is null`;
  expect(left).toEqual({ n: 0 });
  const bob = await testCtx(t, 'annotator');
  expect((await next(bob, s, 5)).map((i) => i.sample.id)).toEqual(held.map((i) => i.sample.id));
  await setRole({ ctx: admin, input: { userId: idOf(ctx), role: 'annotator', active: true } });
  expect(await findKeyActor(ctx, key)).toBeNull();
});

describe('a role on one dataset', () => {
  test('holds there in place of the account’s, hands back what may no longer be read, and is taken away again', async () => {
    const lead = await testCtx(t, 'lead');
    const ann = await testCtx(t, 'annotator');
    await next(ann, s, 3);
    const set = (role: 'viewer' | 'lead' | null) =>
      setMember({ ctx: lead, input: { slug: s.slug, userId: idOf(ann), role } });
    await set('viewer');
    const [left] = await t.sql`select count(*)::int as n from lease where user_id = ${idOf(ann)} and ended_at is null`;
    expect(left).toEqual({ n: 0 });
    await expect(next(ann, s, 1)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await set('lead')).toMatchObject({ account: 'annotator', role: 'lead' });
    expect(await listMembers({ ctx: ann, input: { slug: s.slug } })).not.toHaveLength(0);
    expect(await set(null)).toMatchObject({ member: null, role: 'annotator' });
    await expect(listMembers({ ctx: ann, input: { slug: s.slug } })).rejects.toMatchObject({ code: 'forbidden' });
    const told = await t.db.select().from(event).where(eq(event.kind, 'person.member'));
    expect(told.filter((e) => e.datasetId === s.datasetId).length).toBeGreaterThanOrEqual(3);
  });

  test('is nobody’s own to change, and no admin’s', async () => {
    const lead = await testCtx(t, 'lead');
    const admin = await testCtx(t, 'admin');
    for (const userId of [idOf(lead), idOf(admin)])
      await expect(setMember({ ctx: lead, input: { slug: s.slug, userId, role: 'viewer' } })).rejects.toMatchObject({
        code: 'conflict',
      });
    await expect(
      setMember({ ctx: lead, input: { slug: s.slug, userId: 'nobody', role: 'viewer' } }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
