import { spawn } from 'node:child_process';
import { getPriority } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '#/db/client.ts';
import { type TestDatabase, testDatabase } from '#/server/testing/database.ts';
import { publish } from './services/live/publish.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());

const source = (url: string) => `
  import { connect } from '#/db/client.ts';
  import { yieldToPeople } from '#/server/priority.ts';
  const { sql } = connect(${JSON.stringify(url)}, { name: 'errata-worker' });
  const [{ pid }] = await sql\`select pg_backend_pid() as pid\`;
  await yieldToPeople(sql, 'errata-worker', true);
  console.log(pid);`;

test('a worker gives way once somebody decides, and not before', async () => {
  const child = spawn(
    process.execPath,
    ['--import', './bin/boot/alias.mjs', '--input-type=module-typescript', '-e', source(t.url)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const backend = Number(await new Promise((done) => child.stdout.once('data', (d: Buffer) => done(String(d)))));
    const before = getPriority(child.pid!);
    expect(getPriority(backend)).toBe(before);
    const { sql, close } = connect(t.url, { max: 1 });
    await publish(sql, { type: 'job', datasetId: 1, jobId: 'x' });
    await publish(sql, { type: 'decisions', datasetId: 1 });
    await expect.poll(() => getPriority(child.pid!), { timeout: 10_000 }).toBe(5);
    await expect.poll(() => getPriority(backend), { timeout: 10_000 }).toBe(5);
    await close();
  } finally {
    child.kill('SIGKILL');
  }
});
