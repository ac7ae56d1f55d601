import { describe, expect, it } from 'vitest';
import type { RequestContext } from '#/server/trpc.ts';
import { dispatch } from './dispatch.ts';
import { operations } from './operations.ts';

const context = (actor: RequestContext['actor']) =>
  ({ actor, env: { publicUrl: 'http://127.0.0.1:3000' } }) as unknown as RequestContext;
const ada: RequestContext['actor'] = { kind: 'user', userId: 'u1', name: 'Ada', role: 'lead' };
const ask = (method: string, path: string, init: RequestInit & { actor?: RequestContext['actor'] } = {}) =>
  dispatch(
    context(init.actor === undefined ? ada : init.actor),
    new Request(`http://127.0.0.1:3000/api/v1${path}`, { method, ...init }),
    path,
    () => {},
  );
const keyed = { authorization: 'Bearer k' };

describe('the HTTP API', () => {
  it('answers an unknown address with 404 and a sentence', async () => {
    const answer = await ask('GET', '/nothing');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect((await answer.json()).detail).toMatch(/no \/nothing/);
  });

  it('names the methods an address has', async () => {
    const answer = await ask('DELETE', '/datasets');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST, GET');
  });

  it.each(operations.map((o) => [o.method, o.path] as const))('refuses %s %s to nobody', async (method, path) => {
    const answer = await ask(method, path.replace(/\{\w+\}/g, '1'), { actor: null, headers: keyed });
    expect(answer.status).toBe(401);
  });

  it('takes changes with an API key only, so that no other site can use a browser session', async () => {
    expect((await ask('POST', '/decisions', { body: '{}' })).status).toBe(401);
  });

  it('says where a body is wrong', async () => {
    const bad = await ask('POST', '/queues/1/next', { headers: keyed, body: '{"limit":0}' });
    expect(bad.status).toBe(422);
    expect((await bad.json()).detail).toMatch(/^limit: /);
    expect((await ask('POST', '/queues/1/next', { headers: keyed, body: '{' })).status).toBe(422);
    expect((await ask('GET', '/datasets/%ZZ')).status).toBe(422);
    expect((await ask('POST', '/datasets', { headers: keyed, body: 'x' })).status).toBe(422);
  });

  it('describes every operation in OpenAPI 3.1', async () => {
    const spec = await (await ask('GET', '/openapi.json', { actor: null })).json();
    expect(spec.openapi).toBe('3.1.0');
    const described = Object.entries(spec.paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((m) => `${m.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(operations.map((o) => `${o.method} ${o.path}`).sort());
    expect(spec.paths['/datasets/{slug}/samples'].get.parameters.map((p: { name: string }) => p.name)).toContain(
      'cursor',
    );
  });
});
