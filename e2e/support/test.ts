import { join } from 'node:path';
import { type BrowserContext, test as base, type Page } from '@playwright/test';
import type { E2eRole } from './account.ts';

interface Options {
  /** Who is signed in when a test starts; null for nobody. */
  role: E2eRole | null;
}

interface Api {
  /** Calls `/api/v1{path}` with the tests' API key (a lead's). A plain object is sent as JSON. Refusals throw. */
  api: (method: string, path: string, body?: FormData | object) => Promise<Response>;
  /** A page of somebody else's, in a browser context of their own; null for nobody signed in. */
  as: (role: E2eRole | null) => Promise<Page>;
}

const given = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with \`npm run e2e\` or \`npm test\`.`);
  return value;
};

const sessionOf = (role: E2eRole | null) =>
  role === null ? undefined : join(given('ERRATA_E2E_HOME'), `session-${role}.json`);

/** Playwright's test, signed in as a lead unless `test.use({ role })` says otherwise. */
export const test = base.extend<Options & Api>({
  role: ['lead', { option: true }],
  storageState: async ({ role }, use) => {
    await use(sessionOf(role));
  },
  as: async ({ browser, baseURL }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (role) => {
      const viewport = { width: 1280, height: 720 };
      const context = await browser.newContext({ storageState: sessionOf(role), baseURL, viewport });
      opened.push(context);
      return context.newPage();
    });
    for (const context of opened) await context.close();
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
