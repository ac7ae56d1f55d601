import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from '../serve/root.ts';

export interface FileTime {
  file: string;
  seconds: number;
}

function read<T>(file: string): T | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return null;
  }
}

/** Seconds per test file of Vitest's JSON report; none where there is no report. */
export function vitestTimes(file: string): FileTime[] {
  const report = read<{ testResults: { name: string; startTime: number; endTime: number }[] }>(file);
  return (report?.testResults ?? []).map((r) => ({
    file: relative(root, r.name),
    seconds: (r.endTime - r.startTime) / 1000,
  }));
}

interface Suite {
  file: string;
  specs?: { tests: { results: { duration: number }[] }[] }[];
  suites?: Suite[];
}

const millisecondsOf = ({ specs = [], suites = [] }: Suite): number =>
  specs
    .flatMap((s) => s.tests.flatMap((t) => t.results.map((r) => r.duration)))
    .concat(suites.map(millisecondsOf))
    .reduce((a, b) => a + b, 0);

/** The same of Playwright's: the sum of a file's tests, which may have run at the same time. */
export function playwrightTimes(file: string): FileTime[] {
  const report = read<{ suites: Suite[] }>(file);
  return (report?.suites ?? []).map((s) => ({ file: `e2e/${s.file}`, seconds: millisecondsOf(s) / 1000 }));
}

/** One line with the files that take longest, slowest first. */
export function slowest(times: readonly FileTime[], count = 10): string {
  const most = [...times].sort((a, b) => b.seconds - a.seconds).slice(0, count);
  return `Slowest: ${most.map((t) => `${t.file} ${t.seconds.toFixed(0)} s`).join(', ')}`;
}
