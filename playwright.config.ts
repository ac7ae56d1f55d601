import { defineConfig } from '@playwright/test';
import { browserArguments } from './e2e/support/browserArguments.ts';

const { PLAYWRIGHT_CHROMIUM, PLAYWRIGHT_LIBRARIES, PLAYWRIGHT_RESULTS, ERRATA_E2E_URL } = process.env;

/** End-to-end tests in a real browser against a real server of their own (`e2e/support/server.ts`). */
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/server.ts',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: PLAYWRIGHT_RESULTS ? [['list'], ['json', { outputFile: PLAYWRIGHT_RESULTS }]] : [['list']],
  use: {
    baseURL: ERRATA_E2E_URL,
    viewport: { width: 1280, height: 720 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: PLAYWRIGHT_CHROMIUM,
      args: browserArguments,
      env: PLAYWRIGHT_LIBRARIES ? { ...process.env, LD_LIBRARY_PATH: PLAYWRIGHT_LIBRARIES } : undefined,
    },
  },
});
