import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../serve/child.ts';
import { root, say } from '../serve/root.ts';
import { onStop } from '../serve/stopping.ts';

export interface Tally {
  passed: number;
  failed: number;
}

/** Folder for the test programs' reports; gone at the end. */
export const reports = mkdtempSync(join(tmpdir(), 'errata-reports-'));
onStop(() => rmSync(reports, { recursive: true, force: true }));

/** Runs a program of node_modules with our own output. @returns its exit code. */
export async function step(title: string, script: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  say(`\n── ${title}`);
  const code = await runChild([join(root, 'node_modules', script), ...args], env);
  if (code !== 0) say(`${title}: failed (exit ${code})`);
  return code;
}

/** What Vitest's JSON report says; a run that never got to write one has failed. */
export function vitestTally(file: string): Tally {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numFailedTestSuites: number;
    };
    // A file that cannot be loaded is a failed suite without a failed test.
    const failed = report.numFailedTests || Math.min(1, report.numFailedTestSuites);
    return { passed: report.numPassedTests, failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** What Playwright's JSON report says. */
export function playwrightTally(file: string): Tally {
  try {
    const { stats } = JSON.parse(readFileSync(file, 'utf8')) as {
      stats: { expected: number; unexpected: number; flaky: number };
    };
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
