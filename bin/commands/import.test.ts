import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataset, round, upload } from '#/db/schema/index.ts';
import { type TestDatabase, testDatabase } from '#/server/testing/database.ts';
import { run } from './import.ts';
import { UsageError } from './usage.ts';

const executable = fileURLToPath(new URL('../errata', import.meta.url));
let t: TestDatabase;
let folder: string;
beforeAll(async () => {
  t = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'errata-import-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await t.close();
});

/** Runs `bin/errata` on the test's database. */
function errata(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const env = {
    ...process.env,
    DATABASE_URL: t.url,
    ERRATA_HOME: folder,
    ERRATA_SECRET: 'a secret for tests, of no use elsewhere',
  };
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

describe('errata import, datasets and export', () => {
  it('imports a table, lists it, and writes a version of it', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i},text number ${i},${i % 2 ? 'even' : 'odd'}`);
    await writeFile(join(folder, 'Small set.csv'), `id,text,label\n${rows.join('\n')}\n`);
    const made = await errata(
      'import',
      'Small set.csv',
      '--text-column',
      'text',
      '--label-column',
      'label',
      '--id-column',
      'id',
    );
    expect(made).toMatchObject({ code: 0, stdout: 'small-set\n' });
    const listed = await errata('datasets');
    expect(listed.stdout.trim().split('\t')).toEqual(['small-set', 'encoding', '20', '0', '0', 'Small set']);
    const early = await errata('export', 'small-set');
    expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining('no round yet') });
    const [set] = await t.db.select().from(dataset).where(eq(dataset.slug, 'small-set'));
    const base = {
      datasetId: set!.id,
      number: 1,
      trigger: 'import',
      mode: 'cold',
      watermark: 0,
      decisions: 0,
      encodingId: 0,
    } as const;
    const [first] = await t.db.insert(round).values(base).returning({ id: round.id });
    await t.db.update(dataset).set({ roundId: first!.id }).where(eq(dataset.id, set!.id));
    const written = await errata('export', 'small-set', '--format', 'jsonl', '--out', 'out.jsonl');
    expect(written).toMatchObject({ code: 0, stdout: 'out.jsonl\n' });
    const lines = (await readFile(join(folder, 'out.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l));
    expect(lines.length).toBe(20);
    expect(lines[3]).toMatchObject({ id: '3', text: 'text number 3', label: 'even', status: 'unreviewed' });
    const again = await errata('export', 'small-set', '--version', '1', '--out', '-');
    expect(again.stdout).toBe(await readFile(join(folder, 'out.jsonl'), 'utf8'));
    const strict = ['--agree', '5', '--consensus', 'crowdlab', '--drop-multi-label'];
    expect(await errata('export', 'small-set', ...strict)).toMatchObject({ code: 0 });
    const [second] = await t.sql`select policy from export where version = 2`;
    expect(second?.policy).toMatchObject({ agree: 5, consensus: 'crowdlab', dropMultiLabel: true });
  });

  it('imports a folder of pictures, and names the one that cannot be decoded', async () => {
    const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#336699' } })
      .png()
      .toBuffer();
    for (const label of ['cat', 'dog']) {
      await mkdir(join(folder, 'pets', label), { recursive: true });
      await writeFile(join(folder, 'pets', label, '1.png'), picture);
      await writeFile(join(folder, 'pets', label, '2.png'), picture);
    }
    expect(await errata('import', 'pets')).toMatchObject({ code: 0, stdout: 'pets\n' });
    await writeFile(join(folder, 'pets', 'dog', '2.png'), picture.subarray(0, 60));
    const bad = await errata('import', 'pets', '--name', 'broken pets');
    expect(bad).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/dog\/2\.png: the picture cannot be decoded/),
    });
    const [set] = await t.db.select().from(dataset).where(eq(dataset.slug, 'broken-pets'));
    expect(set).toMatchObject({ state: 'failed', samples: 0 });
  });

  it('ends with 2 and one line per problem on bad input, and keeps nothing', async () => {
    await writeFile(join(folder, 'bad.csv'), 'text,label\na,x\nb\nc,y,z\n');
    const bad = await errata('import', 'bad.csv');
    expect(bad.code).toBe(2);
    expect(bad.stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^bad\.csv, line 3: the row has 1 cell/),
      expect.stringMatching(/^bad\.csv, line 4: the row has 3 cells/),
    ]);
    expect(await t.db.select().from(upload)).toEqual([]);
    await expect(run([])).rejects.toThrow(/Usage/);
    await expect(run(['x.csv', '--task', 'sound'])).rejects.toThrow(UsageError);
    await expect(run(['nowhere.csv'])).rejects.toThrow(/no such file/);
    await expect(run(['nowhere.zip', '--task', 'image-text', '--caption-column', 'c'])).rejects.toThrow(/no such file/);
    expect(await errata('export', 'nothing')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no dataset called'),
    });
  });
});
