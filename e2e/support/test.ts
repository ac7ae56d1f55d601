import { join } from 'node:path';
import { test as base } from '@playwright/test';
import type { E2eRole } from './account.ts';

interface Options {
  /** Who is signed in when a test starts; null for nobody. */
  role: E2eRole | null;
}

interface Api {
  /** Calls `/api/v1{path}` with the tests' API key (a lead's). A plain object is sent as JSON. Refusals throw. */
  api: (method: string, path: string, body?: FormData | object) => Promise<Response>;
}

const given = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with \`npm run e2e\` or \`npm test\`.`);
  return value;
};

/** Playwright's test, signed in as a lead unless `test.use({ role })` says otherwise. */
export const test = base.extend<Options & Api>({
  role: ['lead', { option: true }],
  storageState: async ({ role }, use) => {
    await use(role === null ? undefined : join(given('ERRATA_E2E_HOME'), `session-${role}.json`));
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first parameter's pattern.
  api: async ({}, use) => {
    await use(async (method, path, body) => {
      const form = body instanceof FormData;
      const answer = await fetch(`${given('ERRATA_E2E_URL')}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${given('ERRATA_E2E_KEY')}`,
          ...(body && !form ? { 'content-type': 'application/json' } : {}),
        },
        body: form ? body : body && JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return answer;
    });
  },
});

export { expect } from '@playwright/test';
