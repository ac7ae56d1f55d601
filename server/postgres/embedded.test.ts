import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Embedded, findEmbedded, startEmbedded } from './embedded.ts';
import { readRecord } from './record.ts';

let home: string;
let server: Embedded | undefined;
const settings = ['fsync=off'];
const pidFile = () => join(readRecord(home)!.folder, 'data', 'postmaster.pid');
const serverPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);
const isRoot = process.getuid?.() === 0;

async function query(url: string, text: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'errata-pg-'));
  chmodSync(home, 0o755);
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  const folder = readRecord(home)?.folder;
  if (folder) rmSync(folder, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

test('keeps its data, its address and nobody else’s eyes on its password', async () => {
  server = await startEmbedded(home, { settings });
  const { url } = server;
  await query(url, 'create table kept as select 1 as one');
  expect(await findEmbedded(home)).toBe(url);
  expect(statSync(join(home, 'postgres.json')).mode & 0o777).toBe(0o600);
  await expect(query(url.replace(/:[0-9a-f]{48}@/, ':guess@'), 'select 1')).rejects.toThrow(/password/);
  await server.stop();
  expect(await findEmbedded(home)).toBeNull();
  server = await startEmbedded(home, { settings });
  expect(server.url).toBe(url);
  expect(await query(url, 'select one from kept')).toEqual([{ one: 1 }]);
});

test('a second program attaches and leaves the server to its owner', async () => {
  server = await startEmbedded(home, { settings });
  const second = await startEmbedded(home, { settings });
  expect([server.owned, second.owned]).toEqual([true, false]);
  await second.stop();
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('killed, it says so, and the next start recovers', async () => {
  let lost = () => {};
  const told = new Promise<void>((done) => {
    lost = done;
  });
  const first = await startEmbedded(home, { settings, onLost: lost });
  await query(first.url, 'create table kept as select 1 as one');
  process.kill(serverPid(), 'SIGKILL');
  await told;
  server = await startEmbedded(home, { settings });
  expect(await query(server.url, 'select one from kept')).toEqual([{ one: 1 }]);
});

test('a stale pid file whose number belongs to somebody else by now does not hold it up', async () => {
  server = await startEmbedded(home, { settings });
  await server.stop();
  writeFileSync(pidFile(), `${process.pid}\n${join(readRecord(home)!.folder, 'data')}\n1\n${readRecord(home)!.port}\n`);
  server = await startEmbedded(home, { settings });
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('an orphan of a killed start is taken over, and stopped by its new owner', async () => {
  const script = `
    import { startEmbedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)};
    await startEmbedded(${JSON.stringify(home)});
    process.kill(process.pid, 'SIGKILL');`;
  expect(() => execFileSync(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' })).toThrow();
  const orphan = serverPid();
  // The dead program's lock ends with its connection, which the server notices at once.
  await sleep(200);
  server = await startEmbedded(home);
  expect(serverPid()).toBe(orphan);
  expect(server.owned).toBe(true);
  await server.stop();
  expect(existsSync(pidFile())).toBe(false);
});

test.skipIf(!isRoot)('as root below a closed folder, it lives elsewhere and says where', async () => {
  const closed = join(home, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const outer = home;
  home = join(closed, 'home');
  try {
    server = await startEmbedded(home, { settings });
    expect(server.notes.join(' ')).toContain(readRecord(home)!.folder);
    expect(readRecord(home)!.folder.startsWith(closed)).toBe(false);
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    rmSync(readRecord(home)!.folder, { recursive: true, force: true });
  } finally {
    home = outer;
  }
});
