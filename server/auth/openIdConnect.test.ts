import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { event, user } from '#/db/schema/index.ts';
import { forgetActors } from '#/server/services/accounts/actorCache.ts';
import { setRole } from '#/server/services/accounts/setRole.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { actorFromRequest } from './actor.ts';
import { type Auth, makeAuth } from './auth.ts';
import { handleAuth } from './handle.ts';

const origin = 'http://127.0.0.1:3000';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
/** Who the provider says is at the browser. */
let person: Record<string, unknown> = {};
let forge = false;

const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
function idToken(issuer: string, claims: Record<string, unknown>): string {
  const now = Math.floor(Date.now() / 1000);
  const body = `${b64({ alg: 'RS256', kid: 'one' })}.${b64({ iss: issuer, aud: 'errata', iat: now, exp: now + 60, ...claims })}`;
  const key = forge ? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey : privateKey;
  return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`;
}

/** A provider that lets everybody in at once, as the next one in `person`, and checks the secret and the code's proof. */
async function startProvider(): Promise<{ issuer: string; server: Server }> {
  const codes = new Map<string, { nonce: string | null; challenge: string | null }>();
  const server = createServer((req, res) => {
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const url = new URL(req.url ?? '/', issuer);
    const json = (value: unknown, status = 200) => {
      res.writeHead(status, { 'content-type': 'application/json' });
      res.end(JSON.stringify(value));
    };
    if (url.pathname === '/.well-known/openid-configuration')
      return json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        id_token_signing_alg_values_supported: ['RS256'],
      });
    if (url.pathname === '/jwks')
      return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] });
    if (url.pathname === '/authorize') {
      const code = randomUUID();
      codes.set(code, { nonce: url.searchParams.get('nonce'), challenge: url.searchParams.get('code_challenge') });
      const back = new URL(url.searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('state', url.searchParams.get('state') ?? '');
      res.writeHead(302, { location: back.href });
      return res.end();
    }
    let body = '';
    req.on('data', (d: Buffer) => {
      body += d;
    });
    req.on('end', () => {
      const asked = new URLSearchParams(body);
      const known = codes.get(asked.get('code') ?? '');
      codes.delete(asked.get('code') ?? '');
      const proof = createHash('sha256')
        .update(asked.get('code_verifier') ?? '')
        .digest('base64url');
      const basic = Buffer.from((req.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString();
      const secret = asked.get('client_secret') ?? basic.split(':')[1];
      if (!known || known.challenge !== proof || secret !== 'their secret')
        return json({ error: 'invalid_grant' }, 400);
      json({ access_token: 'x', token_type: 'Bearer', id_token: idToken(issuer, { nonce: known.nonce, ...person }) });
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

let t: TestDatabase;
let ctx: TestCtx;
let provider: Awaited<ReturnType<typeof startProvider>>;
const auths: Partial<Record<'open' | 'invited', Auth>> = {};
beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'system');
  provider = await startProvider();
  for (const [name, role] of [
    ['open', 'annotator'],
    ['invited', null],
  ] as const) {
    const oidc = { issuer: provider.issuer, clientId: 'errata', clientSecret: 'their secret', name: 'Example', role };
    auths[name] = makeAuth({ db: t.db, env: { ...ctx.env, oidc }, secret: 'a secret for tests, of no use elsewhere' });
  }
});
afterAll(async () => {
  provider.server.close();
  await t.close();
});
beforeEach(() => {
  forge = false;
  forgetActors();
});

const pairs = (answer: Response) => answer.headers.getSetCookie().map((c) => c.split(';')[0]!);

/** The whole way of a browser: our page, the provider, back to us. */
async function walk(auth: Auth, who: Record<string, unknown>) {
  person = who;
  const begun = await handleAuth(
    auth,
    new Request(`${origin}/api/auth/sign-in/social`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, host: '127.0.0.1:3000' },
      body: JSON.stringify({ provider: 'oidc', callbackURL: '/datasets', errorCallbackURL: '/sign-in' }),
    }),
  );
  const { url } = (await begun.json()) as { url: string };
  const sent = await fetch(url, { redirect: 'manual' });
  const cookie = pairs(begun).join('; ');
  const back = await handleAuth(auth, new Request(sent.headers.get('location') ?? '', { headers: { cookie } }));
  const actor = await actorFromRequest({ auth, db: t.db }, new Headers({ cookie: pairs(back).join('; ') }));
  return { location: new URL(back.headers.get('location') ?? '', origin), actor };
}

const invited = async (email: string, role = 'lead') => {
  const id = randomUUID();
  await t.db.insert(user).values({ id, name: 'Invited', email, role });
  return id;
};

describe('who was invited', () => {
  test('gets in with their own role, and as the same person again', async () => {
    const id = await invited('ida@example.org');
    const claims = { sub: 'ida', email: 'ida@example.org', email_verified: true, name: 'Ida' };
    const first = await walk(auths.invited!, claims);
    expect(first.location.pathname).toBe('/datasets');
    expect(first.actor).toMatchObject({ userId: id, role: 'lead', name: 'Invited' });
    expect((await walk(auths.invited!, claims)).actor).toMatchObject({ userId: id });
  });

  test('stays out while the provider does not vouch for the address, and once the account is closed', async () => {
    const id = await invited('una@example.org');
    const unverified = await walk(auths.invited!, { sub: 'una', email: 'una@example.org', email_verified: false });
    expect(unverified).toMatchObject({ actor: null });
    expect(unverified.location.pathname).toBe('/sign-in');
    expect(unverified.location.searchParams.get('error')).toBeTruthy();
    const claims = { sub: 'una', email: 'una@example.org', email_verified: true };
    expect((await walk(auths.invited!, claims)).actor).toMatchObject({ userId: id });
    await setRole({ ctx, input: { userId: id, role: 'lead', active: false } });
    const closed = await walk(auths.invited!, claims);
    expect(closed.actor).toBeNull();
    expect(closed.location.searchParams.get('error')).toBe('refused');
  });
});

describe('a newcomer', () => {
  const claims = { sub: 'new', email: 'new@example.org', email_verified: true, name: 'New' };
  test('is turned away where only invited people may enter', async () => {
    const { actor, location } = await walk(auths.invited!, claims);
    expect(actor).toBeNull();
    expect(location.searchParams.get('error')).toBe('signup_disabled');
    expect(await t.db.select().from(user).where(eq(user.email, 'new@example.org'))).toEqual([]);
  });

  test('gets the role that is set for newcomers, whatever they claim, and the log says so', async () => {
    const { actor } = await walk(auths.open!, { ...claims, role: 'admin' });
    expect(actor).toMatchObject({ role: 'annotator', name: 'New' });
    const told = await t.db.select().from(event).where(eq(event.kind, 'person.joined'));
    expect(told).toMatchObject([{ detail: { person: 'New', by: 'OpenID Connect' } }]);
  });

  test('with an address that the provider does not vouch for is nobody', async () => {
    const { actor, location } = await walk(auths.open!, {
      sub: 'sly',
      email: 'boss@example.org',
      email_verified: false,
    });
    expect(actor).toBeNull();
    expect(location.pathname).toBe('/sign-in');
    expect(await t.db.select().from(user).where(eq(user.email, 'boss@example.org'))).toEqual([]);
  });

  test('with a token that the provider did not sign is nobody', async () => {
    forge = true;
    const { actor } = await walk(auths.open!, { ...claims, sub: 'forged', email: 'forged@example.org' });
    expect(actor).toBeNull();
    expect(await t.db.select().from(user).where(eq(user.email, 'forged@example.org'))).toEqual([]);
  });
});
