import { join } from 'node:path';
import { type BrowserContext, test as base, type Page } from '@playwright/test';
import type { E2eRole } from './account.ts';
import { startServer, type TestServer } from './server.ts';

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

interface Shared {
  /** This Playwright worker's own: tests that run at the same time cannot disturb each other, whatever they kill. */
  server: TestServer;
}

const sessionOf = (role: E2eRole | null, { home }: TestServer) =>
  role === null ? undefined : join(home, `session-${role}.json`);

/** Playwright's test, signed in as a lead unless `test.use({ role })` says otherwise. */
export const test = base.extend<Options & Api, Shared>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first parameter's pattern.
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  role: ['lead', { option: true }],
  baseURL: async ({ server }, use) => {
    await use(server.origin);
  },
  storageState: async ({ role, server }, use) => {
    await use(sessionOf(role, server));
  },
  as: async ({ browser, server }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (role) => {
      const viewport = { width: 1280, height: 720 };
      const storageState = sessionOf(role, server);
      const context = await browser.newContext({ storageState, baseURL: server.origin, viewport });
      opened.push(context);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
  api: async ({ server }, use) => {
    await use(async (method, path, body) => {
      const form = body instanceof FormData;
      const answer = await fetch(`${server.origin}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${server.key}`,
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
