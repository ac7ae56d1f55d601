import { defineConfig } from '@playwright/test';
import { browserArguments } from './e2e/support/browserArguments.ts';

const { PLAYWRIGHT_CHROMIUM, PLAYWRIGHT_LIBRARIES, PLAYWRIGHT_RESULTS } = process.env;

/**
 * End-to-end tests in a real browser. Two run at a time, each worker against a real server of its own
 * (`e2e/support/server.ts`): one waits while the other computes. A failure leaves a picture of the page and what was on
 * it; `--trace on` records every step, at a third more processor time.
 */
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/build.ts',
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: PLAYWRIGHT_RESULTS ? [['list'], ['json', { outputFile: PLAYWRIGHT_RESULTS }]] : [['list']],
  use: {
    viewport: { width: 1280, height: 720 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: PLAYWRIGHT_CHROMIUM,
      args: browserArguments,
      env: PLAYWRIGHT_LIBRARIES ? { ...process.env, LD_LIBRARY_PATH: PLAYWRIGHT_LIBRARIES } : undefined,
    },
  },
});
