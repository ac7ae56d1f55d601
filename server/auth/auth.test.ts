import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { apikey, user } from '#/db/schema/index.ts';
import { acceptInvite } from '#/server/services/accounts/acceptInvite.ts';
import { forgetActors } from '#/server/services/accounts/actorCache.ts';
import { createApiKey } from '#/server/services/accounts/createApiKey.ts';
import { insertInvite } from '#/server/services/accounts/createInvite.ts';
import { createKeyUser } from '#/server/services/accounts/createKeyUser.ts';
import { revokeApiKey } from '#/server/services/accounts/revokeApiKey.ts';
import { setRole } from '#/server/services/accounts/setRole.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { actorFromRequest } from './actor.ts';
import { type Auth, makeAuth } from './auth.ts';
import { demoSignIn } from './demo.ts';
import { handleAuth } from './handle.ts';

let t: TestDatabase;
let system: TestCtx;
let auth: Auth;
const origin = 'http://127.0.0.1:3000';

beforeAll(async () => {
  t = await testDatabase();
  system = await testCtx(t, 'system');
  auth = makeAuth({ db: t.db, env: system.env, secret: 'a secret for tests, of no use elsewhere' });
});
afterAll(() => t.close());
beforeEach(() => forgetActors());

async function join(kind: 'admin' | 'invite', role: 'admin' | 'lead' | 'annotator', email: string) {
  const { url } = await insertInvite(system, { kind, role });
  const token = new URL(url).searchParams.get('token')!;
  const input = { token, name: 'Ada', email, password: 'correct horse battery' };
  return { input, ...(await acceptInvite({ ctx: system, input })) };
}

const signIn = (email: string, password: string, from = origin) =>
  handleAuth(
    auth,
    new Request(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: from, host: '127.0.0.1:3000' },
      body: JSON.stringify({ email, password }),
    }),
  );
const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
const who = (headers: Record<string, string>) => actorFromRequest({ auth, db: t.db }, new Headers(headers));

describe('sessions', () => {
  test('sign in, be known, sign out, be nobody', async () => {
    await join('invite', 'lead', 'Ada@Example.org');
    const answer = await signIn('ada@example.org', 'correct horse battery');
    expect(answer.status).toBe(200);
    const cookie = cookieOf(answer);
    expect(await who({ cookie })).toMatchObject({ kind: 'user', name: 'Ada', role: 'lead' });
    const out = await handleAuth(
      auth,
      new Request(`${origin}/api/auth/sign-out`, { method: 'POST', headers: { cookie, origin } }),
    );
    expect(out.status).toBe(200);
    expect(await who({ cookie })).toBeNull();
  });

  test('a wrong password, a forged cookie and an uninvited sign-up lead nowhere', async () => {
    expect((await signIn('ada@example.org', 'wrong horse battery')).status).toBe(401);
    expect(await who({ cookie: 'better-auth.session_token=made.up' })).toBeNull();
    const up = await auth.handler(
      new Request(`${origin}/api/auth/sign-up/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ name: 'Eve', email: 'eve@example.org', password: 'correct horse battery' }),
      }),
    );
    expect(up.status).toBeGreaterThanOrEqual(400);
    expect(await t.db.select().from(user).where(eq(user.email, 'eve@example.org'))).toEqual([]);
  });

  test('signing in cannot change one’s role', async () => {
    const { input } = await join('invite', 'annotator', 'rolf@example.org');
    const cookie = cookieOf(await signIn(input.email, input.password));
    await auth.handler(
      new Request(`${origin}/api/auth/update-user`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin, cookie },
        body: JSON.stringify({ role: 'admin' }),
      }),
    );
    forgetActors();
    expect(await who({ cookie })).toMatchObject({ role: 'annotator' });
  });

  test('a closed account is out at once and stays out', async () => {
    const { userId, input } = await join('invite', 'annotator', 'cleo@example.org');
    const cookie = cookieOf(await signIn(input.email, input.password));
    expect(await who({ cookie })).not.toBeNull();
    await setRole({ ctx: system, input: { userId, role: 'annotator', active: false } });
    expect(await who({ cookie })).toBeNull();
    expect((await signIn(input.email, input.password)).status).toBe(403);
  });

  test('tries for one address are limited', async () => {
    const codes: (number | string)[] = [];
    for (let i = 0; i < 12; i++)
      codes.push(
        await signIn('guess@example.org', 'wrong horse battery').then(
          (r) => r.status,
          (e) => e.code,
        ),
      );
    expect(codes.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(codes.at(-1)).toBe('too_many');
  });
});

describe('API keys', () => {
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

  test('a key acts as its maker until revoked; nobody else can revoke it', async () => {
    const lead = await testCtx(t, 'lead');
    const { id, key } = await createApiKey({ ctx: lead, input: { name: 'script' } });
    expect(await who(bearer(key))).toEqual(lead.actor);
    const other = await testCtx(t, 'lead');
    await expect(revokeApiKey({ ctx: other, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
    expect(await who(bearer(key))).toEqual(lead.actor);
    await revokeApiKey({ ctx: lead, input: { id } });
    expect(await who(bearer(key))).toBeNull();
  });

  test('the key itself is not stored', async () => {
    const { id, key } = await createApiKey({ ctx: await testCtx(t, 'lead'), input: { name: 'script' } });
    const [row] = await t.db.select().from(apikey).where(eq(apikey.id, id));
    expect(JSON.stringify(row)).not.toContain(key);
    expect(row.rateLimitEnabled).toBe(false);
  });

  test('unknown, expired and closed accounts’ keys are nobody', async () => {
    expect(await who(bearer('errata_made-up'))).toBeNull();
    const lead = await testCtx(t, 'lead');
    const { id, key } = await createApiKey({ ctx: lead, input: { name: 'short', expiresInDays: 1 } });
    await t.db
      .update(apikey)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(apikey.id, id));
    expect(await who(bearer(key))).toBeNull();
    const { userId, key: robot } = await createKeyUser({ ctx: system, input: { name: 'robot', role: 'annotator' } });
    expect(await who(bearer(robot))).toMatchObject({ role: 'annotator' });
    await setRole({ ctx: system, input: { userId, role: 'viewer', active: true } });
    expect(await who(bearer(robot))).toMatchObject({ role: 'viewer' });
    await setRole({ ctx: system, input: { userId, role: 'viewer', active: false } });
    expect(await who(bearer(robot))).toBeNull();
  });

  test('a bad key is not saved by a good cookie', async () => {
    const { input } = await join('invite', 'lead', 'cora@example.org');
    const cookie = cookieOf(await signIn(input.email, input.password));
    expect(await who({ cookie, ...bearer('errata_made-up') })).toBeNull();
  });
});

describe('the demo', () => {
  const ask = (env: Partial<TestCtx['env']>, body: unknown) =>
    demoSignIn(
      { auth, db: t.db, env: { ...system.env, demo: true, ...env } },
      new Request(`${origin}/api/demo-sign-in`, { method: 'POST', headers: { origin }, body: JSON.stringify(body) }),
    );

  test.each(['lead', 'annotator'] as const)('signs in as %s with one request, twice as the same', async (role) => {
    const first = await who({ cookie: cookieOf(await ask({}, { role })) });
    const second = await who({ cookie: cookieOf(await ask({}, { role })) });
    expect(first).toMatchObject({ role });
    expect(second?.userId).toBe(first?.userId);
  });

  test.each([
    ['another role', {}, { role: 'admin' }, 'bad_input'],
    ['no role', {}, null, 'bad_input'],
    ['outside the demo', { demo: false }, { role: 'lead' }, 'not_found'],
    ['on all interfaces', { host: '0.0.0.0' }, { role: 'lead' }, 'not_found'],
  ])('refuses %s', async (_, env, body, code) => {
    await expect(ask(env, body)).rejects.toMatchObject({ code });
  });

  test('ends with the first admin, for those who are in as well', async () => {
    const cookie = cookieOf(await ask({}, { role: 'lead' }));
    expect(await who({ cookie })).not.toBeNull();
    await join('admin', 'admin', 'boss@example.org');
    expect(await who({ cookie })).toBeNull();
    await expect(ask({}, { role: 'lead' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
