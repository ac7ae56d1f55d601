import { defineConfig } from 'vitest/config';

/** Unit, property, golden and database tests. The end-to-end tests are Playwright's (`e2e/`). */
export default defineConfig({
  test: {
    include: ['{app,server,db,ml,bin}/**/*.test.ts', '{app,server}/**/*.test.tsx'],
    setupFiles: ['server/testing/properties.ts'],
    globalSetup: ['server/testing/server.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // A third one computes while others wait for processes that were killed to be missed.
    maxWorkers: 3,
    // Loading our modules anew for each of some 180 files took a third of the time; no test leaves anything behind in them.
    isolate: false,
  },
});
