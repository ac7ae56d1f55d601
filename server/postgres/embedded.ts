import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { serverAccount } from './account.ts';
import { usableBinaries } from './binaries.ts';
import { freePort, initCluster, runningPort, startServer, stopServer } from './cluster.ts';
import { clusterFolder } from './folder.ts';
import { nativeFolder } from './native.ts';
import { readRecord, recordUrl, type ServerRecord, writeRecord } from './record.ts';

export interface Embedded {
  url: string;
  /** Whether this process stops it; not when another program of ours runs on the same home folder. */
  owned: boolean;
  /** Sentences for the person who starts it: folders that are not where they would be looked for. */
  notes: string[];
  /** Stops the server if this process owns it. Its other users go first. */
  stop(): Promise<void>;
}

/** Who holds this lock owns the server and stops it; the lock goes with its process, however that dies. */
const ownership = 731456;

async function own(record: ServerRecord, onLost: () => void): Promise<{ owned: boolean; release(): Promise<void> }> {
  let releasing = false;
  const lock = postgres(recordUrl(record, 'postgres'), {
    max: 1,
    max_lifetime: null,
    idle_timeout: 0,
    onnotice: () => {},
    onclose: () => {
      if (releasing) return;
      releasing = true;
      void lock.end({ timeout: 1 });
      onLost();
    },
  });
  const release = async () => {
    releasing = true;
    await lock.end({ timeout: 2 });
  };
  try {
    const [{ got }] = await lock`select pg_try_advisory_lock(${ownership}) as got`;
    const there = await lock`select 1 from pg_database where datname = 'errata'`;
    if (there.length === 0) await lock`create database errata`;
    if (!got) await release();
    return { owned: got as boolean, release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function answers(record: ServerRecord): Promise<boolean> {
  const probe = postgres(recordUrl(record, 'postgres'), { max: 1, connect_timeout: 3, onnotice: () => {} });
  try {
    await probe`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await probe.end({ timeout: 1 });
  }
}

/**
 * Starts the embedded PostgreSQL of a home folder, or attaches to the one that runs there: another program's, or an
 * orphan of a start that was killed, which this process then owns.
 * @param onLost called when an owned server goes away without `stop`; starting again recovers it.
 * @param settings further server settings, `name=value`.
 */
export async function startEmbedded(
  homeFolder: string,
  { onLost = () => {}, settings = [] }: { onLost?: () => void; settings?: string[] } = {},
): Promise<Embedded> {
  const home = resolve(homeFolder);
  const account = serverAccount();
  const before = readRecord(home);
  const { folder, moved } = await clusterFolder(home, account);
  const { native, copied } = await usableBinaries(nativeFolder(), folder, account);
  const record = {
    folder,
    port: before?.port ?? (await freePort()),
    password: before?.password ?? randomBytes(24).toString('hex'),
  };
  // The record comes first: a password that nobody remembers would lock us out of the cluster.
  writeRecord(home, record);
  await initCluster(native, folder, record.password, account);

  let attached = false;
  for (let tries = 0; tries < 120; tries++) {
    const port = await runningPort(folder);
    if (port === null) break;
    attached = await answers({ ...record, port });
    if (attached) {
      record.port = port;
      break;
    }
    // Still starting or stopping.
    await sleep(250);
  }
  if (!attached) {
    try {
      await startServer(native, folder, record.port, account, settings);
    } catch {
      // Most often another program took the port meanwhile; any other fault shows again.
      record.port = await freePort();
      await startServer(native, folder, record.port, account, settings);
    }
  }
  writeRecord(home, record);
  const lock = await own(record, onLost);
  const notes = [];
  if (moved)
    notes.push(`The database is in ${folder}, because the account that PostgreSQL runs as cannot reach ${home}.`);
  if (copied)
    notes.push(
      `PostgreSQL's programs were copied to ${join(folder)}, because the installed ones cannot be run from their place.`,
    );
  return {
    url: recordUrl(record),
    owned: lock.owned,
    notes,
    stop: async () => {
      await lock.release();
      if (lock.owned) await stopServer(native, folder, account);
    },
  };
}

/** The address of the embedded server that runs for this home folder, or null. Starts nothing. */
export async function findEmbedded(home: string): Promise<string | null> {
  const record = readRecord(resolve(home));
  return record && (await answers(record)) ? recordUrl(record) : null;
}
