import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { type Account, runAs } from './account.ts';

/** Makes the cluster in `folder/data` unless it is there. A start that was killed half-way leaves nothing that counts. */
export async function initCluster(native: string, folder: string, password: string, account: Account): Promise<void> {
  const data = join(folder, 'data');
  if (existsSync(join(data, 'PG_VERSION'))) return;
  const aside = join(folder, 'data.new');
  const passwordFile = join(folder, 'password.new');
  rmSync(aside, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const made = await runAs(account, join(native, 'bin', 'initdb'), [
    ...['-D', aside, '-U', 'errata', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
  ]);
  rmSync(passwordFile, { force: true });
  if (made.code !== 0) throw new Error(`PostgreSQL could not make its database in ${folder}: ${made.output}`);
  renameSync(aside, data);
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Whether a process with that id exists and has to do with the cluster. */
async function serves(pid: number, data: string): Promise<boolean> {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data);
  } catch {
    if (process.platform === 'linux') return false;
    return (await runAs(undefined, '/bin/ps', ['-o', 'command=', '-p', String(pid)])).output.includes(data);
  }
}

/** The port of a server that is running, starting or stopping on this cluster; null when none is. */
export async function runningPort(folder: string): Promise<number | null> {
  try {
    const lines = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n');
    return (await serves(Number(lines[0]), join(folder, 'data'))) ? Number(lines[3]) : null;
  } catch {
    return null;
  }
}

/**
 * A sixteenth of the memory, 128 MB to 1 GB: samples, neighbours and the scores of the last rounds of some 100,000 samples
 * take 200 MB, and what is not kept is read again for every sample served.
 */
function bufferMegabytes(): number {
  return Math.round(Math.min(1024, Math.max(128, totalmem() / 16 / 2 ** 20)));
}

/** What was in memory before a restart is read again at once, not with every sample served; where the package brings the library. */
function prewarming(native: string): string[] {
  const there = ['so', 'dylib'].some((kind) => existsSync(join(native, 'lib', 'postgresql', `pg_prewarm.${kind}`)));
  return there ? ['shared_preload_libraries=pg_prewarm'] : [];
}

/** Starts the server on 127.0.0.1 and returns once it takes connections. A stale pid file is removed: its number may belong to somebody else by now. */
export async function startServer(
  native: string,
  folder: string,
  port: number,
  account: Account,
  settings: string[],
): Promise<void> {
  const data = join(folder, 'data');
  rmSync(join(data, 'postmaster.pid'), { force: true });
  const options = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    `shared_buffers=${bufferMegabytes()}MB`,
    // Each round writes its scores anew; a checkpoint for every other one would make readers wait for the disk.
    'max_wal_size=4GB',
    'checkpoint_timeout=15min',
    // Nobody follows this log but the server's own recovery. A round's scores and indexes need no place in it then: 28 MB for
    // 100,000 samples that the next decision would have to wait for.
    'wal_level=minimal',
    'max_wal_senders=0',
    ...prewarming(native),
    ...settings,
  ];
  const started = await runAs(account, join(native, 'bin', 'pg_ctl'), [
    ...['start', '-D', data, '-l', join(folder, 'log'), '-w', '-t', '120', '-s'],
    ...['-o', options.map((o) => `-c ${o}`).join(' ')],
  ]);
  if (started.code !== 0)
    throw new Error(`PostgreSQL did not start: ${lastLines(join(folder, 'log')) || started.output}`);
}

export async function stopServer(native: string, folder: string, account: Account): Promise<void> {
  await runAs(account, join(native, 'bin', 'pg_ctl'), [
    'stop',
    '-D',
    join(folder, 'data'),
    '-m',
    'fast',
    '-w',
    '-t',
    '15',
    '-s',
  ]);
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n');
  } catch {
    return '';
  }
}
