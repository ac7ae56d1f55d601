import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import type { Sql } from 'postgres';
import { liveChannel } from './services/live/publish.ts';

/** About a quarter of what others get when all want the processor; with much less, a busy machine would let rounds wait for minutes. */
const low = 5;
/** Connections that were opened since are looked for this often. */
const againMs = 20_000;

/** Every thread of a process: on Linux each has a priority of its own. */
function threadsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [pid];
  }
}

/** Lowers a process of this machine, as far as we may; another account's stays as it is. */
function lower(pid: number): void {
  for (const thread of threadsOf(pid))
    try {
      setPriority(thread, low);
    } catch {
      // It has ended, or is not ours.
    }
}

/** Whether this process leads a session, so that nobody else is in it but its children. */
function leadsSession(): boolean {
  try {
    // pid (name) state parent group session …; a name may hold anything but the last closing bracket.
    const after = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)!.split(' ');
    return Number(after[3]) === process.pid;
  } catch {
    return false;
  }
}

/** PostgreSQL gives each of its processes a session of its own, and Linux shares the processor out between sessions first. */
function lowerSession(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(low));
  } catch {
    // Not Linux, or not ours.
  }
}

/**
 * People go first: from the first decision on, this process and the database processes that work for it give way to
 * everybody else. Until then, as while a new server prepares its first data, it works like any other.
 * @param applicationName of this process's connections
 * @param local whether the database runs on this machine
 */
export async function yieldToPeople(sql: Sql, applicationName: string, local: boolean): Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  const yieldNow = async () => {
    lower(process.pid);
    if (leadsSession()) lowerSession(process.pid);
    if (!local) return;
    const rows = await sql<{ pid: number }[]>`
      select pid from pg_stat_activity where application_name = ${applicationName}`;
    for (const { pid } of rows) {
      lower(pid);
      lowerSession(pid);
    }
  };
  await sql.listen(liveChannel, (payload) => {
    if (!payload.includes('"decisions"') || performance.now() - last < againMs) return;
    last = performance.now();
    // It is only about who goes first; a database that is away shows elsewhere.
    yieldNow().catch(() => {});
  });
}
