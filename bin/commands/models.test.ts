import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { scoredDataset } from '#/server/testing/scored.ts';

const executable = fileURLToPath(new URL('../errata', import.meta.url));
let t: TestDatabase;
let folder: string;
beforeAll(async () => {
  t = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'errata-models-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await t.close();
});

/** Runs `bin/errata` on the test's database. */
function errata(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const secret = 'a secret for tests, of no use elsewhere';
  const env = { ...process.env, DATABASE_URL: t.url, ERRATA_HOME: folder, ERRATA_SECRET: secret };
  const child = spawn(executable, args, { cwd: folder, env });
  const out = { stdout: '', stderr: '' };
  child.stdout.on('data', (d) => {
    out.stdout += d;
  });
  child.stderr.on('data', (d) => {
    out.stderr += d;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...out })));
}

it('errata models and errata patch add files, name what is wrong with them, and list what is there', async () => {
  const set = await scoredDataset(await testCtx(t, 'system'), { samples: 6, classes: ['ham', 'spam'] });
  await writeFile(join(folder, 'models.csv'), 'id,a,b\nx0,ham,spam\nx1,spam,spam\n');
  await writeFile(join(folder, 'bad.csv'), 'id,label\nx0,ham\nx9,eggs\n');
  await writeFile(join(folder, 'fixed.json'), '{"x0": "ham", "x1": "spam"}');
  const [models, bad, patch] = [
    await errata('models', set.slug, 'models.csv'),
    await errata('patch', set.slug, 'bad.csv'),
    await errata('patch', set.slug, 'fixed.json'),
  ];
  expect(models).toMatchObject({ code: 0, stdout: 'a\tlabels\t2\nb\tlabels\t2\n' });
  expect(models.stderr).toContain('Note: 4 of 6 samples are not in models.csv');
  expect(bad).toMatchObject({ code: 2, stdout: '' });
  expect(bad.stderr).toContain('bad.csv, line 3: there is no sample with the id “x9”');
  expect(patch.code).toBe(0);
  expect(patch.stdout).toMatch(/^[0-9a-f-]{36}\t2\t\d\t\d\tfixed\.json\n$/);
}, 60_000);
