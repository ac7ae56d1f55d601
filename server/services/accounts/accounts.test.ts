import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dataset, invite, membership, user } from '#/db/schema/index.ts';
import type { Role } from '#/server/domain/role.ts';
import { datasetSettingsSchema } from '#/server/domain/settings.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { acceptInvite } from './acceptInvite.ts';
import { createInvite, insertInvite } from './createInvite.ts';
import { createKeyUser } from './createKeyUser.ts';
import { me } from './me.ts';
import { listPeople } from './people.ts';
import { setRole } from './setRole.ts';

let t: TestDatabase;
let system: TestCtx;
const roles: Role[] = ['admin', 'lead', 'annotator', 'viewer'];
const idOf = (ctx: TestCtx) => (ctx.actor.kind === 'user' ? ctx.actor.userId : '');
const tokenOf = (url: string) => new URL(url).searchParams.get('token')!;
const person = (email: string) => ({ name: 'Ada', email, password: 'correct horse battery' });

beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.sql`delete from dataset`;
  await t.sql`delete from "user"`;
  await t.sql`delete from invite`;
  await t.db.insert(dataset).values({
    slug: 'mail',
    name: 'Mail',
    task: 'text',
    settings: datasetSettingsSchema.parse({}),
    source: { format: 'csv', files: [], columns: {}, order: [] },
  });
  system = await testCtx(t, 'system');
});

describe.each(roles)('an account’s role %s', (role) => {
  test('may see itself', async () => {
    const ctx = await testCtx(t, role);
    expect(await me({ ctx, input: undefined })).toMatchObject({ id: idOf(ctx), role, demo: false });
  });

  test('may list people only as lead or admin', async () => {
    const ctx = await testCtx(t, role);
    if (['admin', 'lead'].includes(role)) expect(await listPeople({ ctx, input: undefined })).toHaveLength(1);
    else await expect(listPeople({ ctx, input: undefined })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('may change roles and make script accounts only as admin', async () => {
    const ctx = await testCtx(t, role);
    const other = await testCtx(t, 'annotator');
    const change = setRole({ ctx, input: { userId: idOf(other), role: 'viewer', active: true } });
    if (role === 'admin') expect(await change).toMatchObject({ role: 'viewer' });
    else await expect(change).rejects.toMatchObject({ code: 'forbidden' });
    const made = createKeyUser({ ctx, input: { name: 'robot', role: 'annotator' } });
    if (role === 'admin') expect((await made).key).toMatch(/^errata_/);
    else await expect(made).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.each<[Role, string | undefined, Role[]]>([
    ['admin', undefined, ['admin']],
    ['lead', undefined, ['admin']],
    ['annotator', undefined, ['admin', 'lead']],
    ['viewer', undefined, ['admin', 'lead']],
    ['lead', 'mail', ['admin', 'lead']],
    ['annotator', 'mail', ['admin', 'lead']],
  ])('may invite %s (dataset: %s) if one of %j', async (invited, datasetSlug, may) => {
    const ctx = await testCtx(t, role);
    const made = createInvite({ ctx, input: { role: invited, datasetSlug } });
    if (may.includes(role)) expect(tokenOf((await made).url).length).toBeGreaterThan(40);
    else await expect(made).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the last admin', () => {
  test.each([
    ['demoted', { role: 'lead', active: true }],
    ['closed', { role: 'admin', active: false }],
  ] as const)('cannot be %s; the last but one can', async (_, change) => {
    const ctx = await testCtx(t, 'admin');
    const input = { userId: idOf(ctx), ...change };
    await expect(setRole({ ctx, input })).rejects.toMatchObject({ code: 'conflict' });
    await testCtx(t, 'admin');
    expect(await setRole({ ctx, input })).toMatchObject(change);
  });

  test('two admins who demote each other at once leave one', async () => {
    const [a, b] = [await testCtx(t, 'admin'), await testCtx(t, 'admin')];
    const results = await Promise.allSettled([
      setRole({ ctx: a, input: { userId: idOf(b), role: 'lead', active: true } }),
      setRole({ ctx: b, input: { userId: idOf(a), role: 'lead', active: true } }),
    ]);
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await t.db.select().from(user).where(eq(user.role, 'admin'))).toHaveLength(1);
  });

  test('a stranger’s id is not found', async () => {
    const ctx = await testCtx(t, 'admin');
    const input = { userId: 'nobody', role: 'lead', active: true } as const;
    await expect(setRole({ ctx, input })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('links', () => {
  test('open one account, once, even when used twice at the same moment', async () => {
    const { url } = await insertInvite(system, { kind: 'admin', role: 'admin' });
    const token = tokenOf(url);
    const results = await Promise.allSettled(
      ['a@example.org', 'b@example.org'].map((e) => acceptInvite({ ctx: system, input: { token, ...person(e) } })),
    );
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await t.db.select().from(user)).toHaveLength(1);
  });

  test('are stored as a hash', async () => {
    const { url } = await insertInvite(system, { kind: 'invite', role: 'lead' });
    expect(JSON.stringify(await t.db.select().from(invite))).not.toContain(tokenOf(url));
  });

  test('end: the admin’s after a day, all at their date', async () => {
    const { url, expiresAt } = await insertInvite(system, { kind: 'admin', role: 'admin' });
    expect(new Date(expiresAt).getTime() - Date.now()).toBeLessThanOrEqual(86_400_000);
    await t.db.update(invite).set({ expiresAt: new Date(Date.now() - 1000) });
    const input = { token: tokenOf(url), ...person('a@example.org') };
    await expect(acceptInvite({ ctx: system, input })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('of the first admin are void once there is one, and a refused try uses nothing up', async () => {
    const [first, second] = [
      await insertInvite(system, { kind: 'admin', role: 'admin' }),
      await insertInvite(system, { kind: 'invite', role: 'annotator' }),
    ];
    await testCtx(t, 'admin');
    const late = { token: tokenOf(first.url), ...person('a@example.org') };
    await expect(acceptInvite({ ctx: system, input: late })).rejects.toMatchObject({ code: 'conflict' });
    const input = { token: tokenOf(second.url), ...person('Same@example.org') };
    await t.db.insert(user).values({ id: 'x', name: 'X', email: 'same@example.org' });
    await expect(acceptInvite({ ctx: system, input })).rejects.toMatchObject({ code: 'conflict' });
    expect(await acceptInvite({ ctx: system, input: { ...input, email: 'other@example.org' } })).toHaveProperty(
      'userId',
    );
  });

  test('to lead one dataset make an annotator elsewhere', async () => {
    const { url } = await createInvite({ ctx: system, input: { role: 'lead', datasetSlug: 'mail' } });
    const { userId } = await acceptInvite({ ctx: system, input: { token: tokenOf(url), ...person('a@example.org') } });
    expect(await t.db.select({ role: user.role }).from(user).where(eq(user.id, userId))).toEqual([
      { role: 'annotator' },
    ]);
    expect(await t.db.select({ role: membership.role }).from(membership)).toEqual([{ role: 'lead' }]);
  });
});
