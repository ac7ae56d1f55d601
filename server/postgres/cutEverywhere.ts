/**
 * Cuts the connections to the database after its first message, its second … up to the last that some work takes, and looks each
 * time whether everybody was told, whether anything was stored by half, and whether the pool goes on. A program of its own,
 * since what it looks for ends the process. Prints what it found as one line of JSON:
 *   node --import ./bin/boot/alias.mjs server/postgres/cutEverywhere.ts postgres://… [step, 1: after every message]
 */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { gatheringSocket } from '#/db/socket.ts';
import { inTransaction } from '#/db/transaction.ts';
import { openCutProxy } from './cutProxy.ts';

const found = { cuts: 0, unheard: [] as string[], waiting: [] as string[], halves: 0, short: 0, dry: [] as number[] };
for (const kind of ['unhandledRejection', 'uncaughtException'])
  process.on(kind, (error: Error) => found.unheard.push(String(error?.stack ?? error)));

const url = new URL(process.argv[2]!);
const proxy = await openCutProxy({ host: url.hostname, port: Number(url.port) });
/** As `db/client.ts` does, but a lost connection is made anew at once. */
const options = { backoff: () => 0.001, socket: gatheringSocket, onnotice: () => {} };
const open = (max: number) => postgres(String(url), { ...options, max });
const direct = open(1);
url.port = String(proxy.port);
await direct`drop table if exists halves`;
await direct`create table halves (run text, part int)`;

/** Longer than any of it takes; whoever is not told by then waits for good. */
const patience = 2_000;
async function told(what: string, cut: number, work: () => Promise<unknown>): Promise<void> {
  const heard = work().then(
    () => true,
    () => true,
  );
  if (!(await Promise.race([heard, sleep(patience, false)]))) found.waiting.push(`${what}, cut ${cut}`);
}

/** Everything that is done with a connection, several at a time on a pool of two. */
async function work(sql: Sql, cut: number): Promise<void> {
  const run = (way: string) => `${cut} ${way}`;
  const listening = told('listen', cut, () => sql.listen('cuts', () => {}));
  await Promise.all([
    told('statement', cut, () => sql`select ${cut}::int as n, array[1, 2]`),
    told('reserved', cut, () =>
      inTransaction(sql, async (tx) => {
        await tx`insert into halves values (${run('reserved')}, 1)`;
        await sleep(6);
        await tx`insert into halves values (${run('reserved')}, 2)`;
      }),
    ),
    told('begin', cut, () =>
      sql.begin(async (tx) => {
        await tx`insert into halves values (${run('begin')}, 1)`;
        await sleep(6);
        await tx`insert into halves values (${run('begin')}, 2)`;
      }),
    ),
    told('copy', cut, () =>
      sql.begin(async (tx) => {
        const sink = await tx`copy halves from stdin`.writable();
        await pipeline(Readable.from([`${run('copy')}\t1\n`, `${run('copy')}\t2\n`]), sink);
      }),
    ),
    told('cursor', cut, async () => {
      let rows = 0;
      for await (const some of sql`select generate_series(1, 6) as n`.cursor(2)) {
        rows += some.length;
        await sleep(2);
      }
      if (rows !== 6) found.short++;
    }),
    told('another', cut, () => sql`select 1`),
  ]);
  await listening;
}

const step = Number(process.argv[3] ?? 1);
for (let cut = 0; ; cut += step) {
  const pool = open(2);
  proxy.cutAfter(cut);
  await work(pool, cut);
  if (!proxy.wasCut()) {
    await pool.end({ timeout: 1 });
    break;
  }
  found.cuts++;
  // Every connection of the pool can be had, at the same time.
  const all = Promise.all([pool.reserve(), pool.reserve()]);
  const had = await Promise.race([
    all.then(
      () => true,
      () => true,
    ),
    sleep(patience, false),
  ]);
  if (!had) found.dry.push(cut);
  else for (const one of await all.catch(() => [])) one.release();
  await pool.end({ timeout: 1 });
}
const [halves] = await direct<{ n: number }[]>`
  select count(*)::int as n from (select run from halves group by run having count(*) <> 2) h`;
found.halves = halves!.n;
await direct.end();
await proxy.close();
console.log(JSON.stringify(found));
process.exit(0);
