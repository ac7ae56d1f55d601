import { describe, expect, test } from 'vitest';
import { readEnvironment } from '#/server/environment.ts';
import { refuseForeign } from '#/server/webParts.ts';

const secret = 'a secret for tests, of no use elsewhere';
const local = readEnvironment({ DATABASE_URL: 'postgres://x/y', ERRATA_SECRET: secret });
const open = readEnvironment({ DATABASE_URL: 'postgres://x/y', ERRATA_SECRET: secret, HOST: '0.0.0.0' });
const proxied = readEnvironment({
  DATABASE_URL: 'postgres://x/y',
  ERRATA_SECRET: secret,
  HOST: '0.0.0.0',
  PUBLIC_URL: 'https://errata.example.org',
});

describe.each([
  ['local', local, 'POST', '127.0.0.1:3000', 'http://127.0.0.1:3000', true],
  ['local by name', local, 'POST', 'localhost:3000', 'http://localhost:3000', true],
  ['another site’s page', local, 'POST', '127.0.0.1:3000', 'https://evil.example', false],
  ['another port', local, 'POST', '127.0.0.1:3000', 'http://127.0.0.1:4000', false],
  ['a sandboxed page', local, 'POST', '127.0.0.1:3000', 'null', false],
  ['no origin', local, 'POST', '127.0.0.1:3000', null, false],
  ['a name that was rebound to us', local, 'POST', 'evil.example:3000', 'http://evil.example:3000', false],
  ['reading under a rebound name', local, 'GET', 'evil.example:3000', null, false],
  ['reading', local, 'GET', '127.0.0.1:3000', null, true],
  ['all interfaces, own page', open, 'POST', '10.1.2.3:3000', 'http://10.1.2.3:3000', true],
  ['all interfaces, foreign page', open, 'POST', '10.1.2.3:3000', 'http://evil.example', false],
  ['public address', proxied, 'POST', 'errata.example.org', 'https://errata.example.org', true],
  ['public address, foreign page', proxied, 'POST', 'errata.example.org', 'https://evil.example', false],
  ['public server asked for by another name', proxied, 'GET', '10.1.2.3:3000', null, false],
] as const)('%s', (_, env, method, host, origin, may) => {
  const request = (more: Record<string, string> = {}) =>
    new Request(`http://${host}/api/trpc/x`, { method, headers: { host, ...(origin && { origin }), ...more } });

  test(may ? 'is let in' : 'is refused', () => {
    const ask = () => refuseForeign(env, request());
    if (may) expect(ask).not.toThrow();
    else expect(ask).toThrow(expect.objectContaining({ code: 'forbidden' }));
  });

  test('an API key needs no page', () => {
    expect(() => refuseForeign(env, request({ authorization: 'Bearer errata_x' }))).not.toThrow();
  });
});
