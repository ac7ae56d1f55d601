import { once } from 'node:events';
import { request as ask, type IncomingMessage, type RequestOptions, type Server } from 'node:http';
import { type AddressInfo, createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAuth } from '#/server/auth/auth.ts';
import { type Environment, readEnvironment } from '#/server/environment.ts';
import { createKeyUser } from '#/server/services/accounts/createKeyUser.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { importedDataset } from '#/server/testing/imported.ts';
import type { WebParts } from '#/server/webParts.ts';
import { createFront } from './front.ts';

let t: TestDatabase;
let ctx: TestCtx;
let env: Environment;
let front: Server;
let key: string;
let slug: string;
const stopping = new AbortController();

beforeAll(async () => {
  t = await testDatabase();
  ctx = await testCtx(t, 'system');
  const parts = async () => ({
    ...ctx,
    env,
    auth: makeAuth({ db: t.db, env, secret: 'x'.repeat(32) }),
    log: pino({ level: 'silent' }),
  });
  front = createFront({
    origin: 'http://127.0.0.1',
    open: parts as unknown as () => Promise<WebParts>,
    pages: async (req, res) => void res.end(`page ${req.url}`),
    stopping: stopping.signal,
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const { port } = front.address() as AddressInfo;
  env = readEnvironment({ ERRATA_DEMO: '1', DATABASE_URL: t.url, PORT: String(port) });
  key = (await createKeyUser({ ctx, input: { name: 'script', role: 'lead' } })).key;
  slug = (await importedDataset(ctx, { samples: 12 })).slug;
});
afterAll(async () => {
  stopping.abort();
  front.close();
  await t.close();
});

async function send(path: string, options: RequestOptions = {}, body?: string | Buffer): Promise<IncomingMessage> {
  const request = ask({ host: '127.0.0.1', port: env.port, path, agent: false, ...options });
  request.end(body);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return answer;
}
const keyed = () => ({ authorization: `Bearer ${key}` });
const jsonOf = async (answer: IncomingMessage) => JSON.parse(await text(answer));

test('pages are the framework’s, whatever follows; what is not there under /api is told as a problem', async () => {
  expect(await text(await send('/datasets?x=1'))).toBe('page /datasets?x=1');
  expect(await text(await send('/apiary'))).toBe('page /apiary');
  const none = await send('/api/nothing');
  expect([none.statusCode, none.headers['content-type']]).toEqual([404, 'application/problem+json']);
  const wrong = await send('/api/setup', { method: 'POST' });
  expect([wrong.statusCode, wrong.headers.allow]).toEqual([405, 'GET, HEAD']);
});

test('the API answers with its length and nothing compressed on this machine', async () => {
  const answer = await send('/api/v1/datasets', { headers: { ...keyed(), 'accept-encoding': 'gzip' } });
  expect(answer.headers['content-encoding']).toBeUndefined();
  const said = await text(answer);
  expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(said)));
  expect(JSON.parse(said).map((d: { slug: string }) => d.slug)).toEqual([slug]);
});

test('a browser’s calls: a batch of tRPC, sign-in with its cookies, foreign pages refused', async () => {
  const batch = await send('/api/trpc/datasets.list,accounts.me?batch=1&input=%7B%7D', { headers: keyed() });
  expect(batch.statusCode).toBe(200);
  expect((await jsonOf(batch))[0].result.data).toHaveLength(1);
  const foreign = { 'content-type': 'application/json', origin: 'https://evil.example' };
  const headers = { ...foreign, origin: `http://127.0.0.1:${env.port}` };
  const body = JSON.stringify({ role: 'lead' });
  expect((await send('/api/auth/sign-out', { method: 'POST', headers: foreign }, '{}')).statusCode).toBe(403);
  const signedIn = await send('/api/demo-sign-in', { method: 'POST', headers }, body);
  expect([signedIn.statusCode, signedIn.headers['set-cookie']?.length]).toEqual([200, 1]);
});

test('a body beyond 8 MB is refused unless it is a file, which streams in', async () => {
  const large = Buffer.alloc(9 << 20, 32);
  const headers = { ...keyed(), 'content-type': 'application/json' };
  const refused = await send('/api/v1/decisions', { method: 'POST', headers }, large);
  expect(refused.statusCode).toBe(413);
  const named = { ...keyed(), 'x-file-name': 'a.csv', 'content-type': 'text/csv' };
  const stored = await send('/api/uploads', { method: 'POST', headers: named }, large);
  expect([stored.statusCode, (await jsonOf(stored))[0].bytes]).toEqual([201, large.length]);
});

test('a malformed header or address is the caller’s fault', async () => {
  const socket = createConnection(env.port, '127.0.0.1');
  socket.end('GET /api/v1/%ZZ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1.1 4/);
});

test('a stream of events begins at once, ends when its reader leaves, and when the server stops', async () => {
  const input = encodeURIComponent(JSON.stringify({ slug }));
  const headers = { ...keyed(), accept: 'text/event-stream' };
  const path = `/api/trpc/live.dataset?input=${input}`;
  const first = await send(path, { headers });
  expect(first.headers['content-type']).toBe('text/event-stream');
  await once(first, 'data');
  first.destroy();
  const second = await send(path, { headers });
  const rest = text(second).catch(() => '');
  stopping.abort();
  expect(await rest).toContain('event');
  await expect.poll(() => new Promise((done) => front.getConnections((_, n) => done(n)))).toBe(0);
});
