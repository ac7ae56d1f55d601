import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../serve/root.ts';
import { playwrightTimes, slowest, vitestTimes } from './slowest.ts';

const folder = mkdtempSync(join(tmpdir(), 'errata-slowest-'));
function written(name: string, report: object): string {
  writeFileSync(join(folder, name), JSON.stringify(report));
  return join(folder, name);
}

test('both reports are read, also what stands in describes, and the slowest files named first', () => {
  const unit = written('vitest.json', {
    testResults: [
      { name: join(root, 'ml/a.test.ts'), startTime: 1000, endTime: 3000 },
      { name: join(root, 'ml/b.test.ts'), startTime: 1000, endTime: 9400 },
    ],
  });
  const spec = (...durations: number[]) => ({ tests: [{ results: durations.map((duration) => ({ duration })) }] });
  const pages = written('playwright.json', {
    suites: [{ file: 'grid.spec.ts', specs: [spec(1000), spec(2000, 500)], suites: [{ specs: [spec(1600)] }] }],
  });
  const times = [...vitestTimes(unit), ...playwrightTimes(pages)];
  expect(slowest(times)).toBe('Slowest: ml/b.test.ts 8 s, e2e/grid.spec.ts 5 s, ml/a.test.ts 2 s');
  expect(slowest(times, 1)).toBe('Slowest: ml/b.test.ts 8 s');
  expect(vitestTimes(join(folder, 'none.json'))).toEqual([]);
});
