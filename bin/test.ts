import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment, readLaunch } from '#/server/environment.ts';
import { findBrowser } from './checks/browser.ts';
import { type FileTime, playwrightTimes, slowest, vitestTimes } from './checks/slowest.ts';
import { playwrightTally, reports, step, type Tally, vitestTally } from './checks/step.ts';
import { ensureBuilt } from './serve/build.ts';
import { root, say } from './serve/root.ts';
import { isStopping, stop, stopOnSignals } from './serve/stopping.ts';

const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
const env = childEnvironment({ NEXT_TELEMETRY_DISABLED: '1', CI: '1', ...plain } as Record<string, string>);
const total: Tally = { passed: 0, failed: 0 };
const times: FileTime[] = [];

/** A check that is one thing to pass or fail; only its failure counts. */
async function check(title: string, script: string, args: string[]): Promise<void> {
  if (isStopping()) return;
  if ((await step(title, script, args, env)) !== 0) total.failed++;
}

function add({ passed, failed }: Tally, code: number): void {
  total.passed += passed;
  total.failed += code !== 0 && failed === 0 ? 1 : failed;
}

async function unitTests(): Promise<void> {
  if (isStopping()) return;
  const file = join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await step('Unit, property and database tests', 'vitest/vitest.mjs', args, env);
  add(vitestTally(file), code);
  times.push(...vitestTimes(file));
}

async function endToEnd(): Promise<void> {
  if (isStopping()) return;
  say('\n── Build');
  await ensureBuilt(readLaunch().dist);
  const browser = await findBrowser(env.PLAYWRIGHT_CHROMIUM);
  if (!browser) {
    say(
      'End-to-end tests: no Chromium could be found or installed. Install one and set PLAYWRIGHT_CHROMIUM to its path.',
    );
    total.failed++;
    return;
  }
  say(`Browser: ${browser.path}`);
  const file = join(reports, 'playwright.json');
  const code = await step('End-to-end tests', '@playwright/test/cli.js', ['test'], {
    ...env,
    PLAYWRIGHT_CHROMIUM: browser.path,
    PLAYWRIGHT_LIBRARIES: browser.libraries,
    PLAYWRIGHT_RESULTS: file,
  });
  add(playwrightTally(file), code);
  times.push(...playwrightTimes(file));
}

async function test(): Promise<void> {
  await check('Format and lint', '@biomejs/biome/bin/biome', ['ci', '.']);
  await check('Types of the routes', 'next/dist/bin/next', ['typegen']);
  await check('Types', 'typescript/bin/tsc', ['--noEmit']);
  if (existsSync(join(root, 'knip.json'))) await check('Unused files and exports', 'knip/bin/knip.js', []);
  await unitTests();
  await endToEnd();
}

stopOnSignals();
test()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    total.failed++;
  })
  .then(() => {
    if (isStopping()) return;
    say(`\n${slowest(times)}\n${total.passed} passed, ${total.failed} failed`);
    return stop(total.failed === 0 && total.passed > 0 ? 0 : 1);
  });
