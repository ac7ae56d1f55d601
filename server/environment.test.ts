import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { describeSettings, readEnvironment } from './environment.ts';

test('defaults: this machine only, everything under .errata of the clone', () => {
  expect(readEnvironment({ PORT: '', HOST: '' }, '/srv/errata')).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    home: '/srv/errata/.errata',
    demo: false,
    publicUrl: 'http://127.0.0.1:3000',
  });
  expect(readEnvironment({ ERRATA_HOME: 'here' }, '/srv/errata').home).toBe(resolve('here'));
  expect(readEnvironment({ HOST: '::1', PORT: '81' }).publicUrl).toBe('http://[::1]:81');
});

test.each([
  [{ PORT: 'abc' }, 'PORT: must be a number from 1 to 65535.'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL: must start with postgres:// or postgresql://.'],
  [{ BLOB_URL: 'ftp://x' }, 'BLOB_URL: must start with file:// or s3://.'],
  [{ ERRATA_DEMO: 'yes' }, 'ERRATA_DEMO: must be 0 or 1.'],
  [{ ERRATA_SECRET: 'short' }, 'ERRATA_SECRET: must have at least 32 characters.'],
  [{ PUBLIC_URL: 'errata.example.org' }, 'PUBLIC_URL: must be an address such as https://errata.example.org.'],
  [
    { OIDC_ISSUER: 'https://id.example.org', OIDC_CLIENT_ID: 'x' },
    'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: set all three or none.',
  ],
  [{ OIDC_ROLE: 'admin' }, 'OIDC_ROLE: must be lead, annotator or viewer.'],
  [{ VLM_BASE_URL: 'localhost:11434' }, 'VLM_BASE_URL: must be an address such as https://api.openai.com/v1.'],
  [{ VLM_MODEL: 'llava' }, 'VLM_BASE_URL and VLM_MODEL: set both or neither.'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be one of trace, debug, info, warn, error, silent.'],
  [{ PORT: 'abc', ERRATA_DEMO: 'yes' }, 'PORT: must be a number from 1 to 65535.\nERRATA_DEMO: must be 0 or 1.'],
])('%j is refused in a sentence per problem', (source, message) => {
  expect(() => readEnvironment(source)).toThrow(message);
});

test('settings are told with their source, and nobody’s password', () => {
  const source = {
    DATABASE_URL: 'postgres://ada:hidden@db/errata',
    ERRATA_SECRET: 'a secret for tests, of no use elsewhere',
    ...{ VLM_BASE_URL: 'http://localhost:11434/v1', VLM_MODEL: 'llava', VLM_API_KEY: 'sk-hidden' },
  };
  expect(readEnvironment(source).vision).toEqual({
    baseUrl: 'http://localhost:11434/v1',
    model: 'llava',
    key: 'sk-hidden',
  });
  const told = JSON.stringify(describeSettings(readEnvironment(source), source));
  expect(told).toContain('{"name":"DATABASE_URL","value":"postgres://ada:…@db/errata","from":"environment"}');
  expect(told).toContain('{"name":"PORT","value":"3000","from":"default"}');
  expect(told).not.toMatch(/hidden|of no use/);
});
