import { availableParallelism } from 'node:os';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import * as schema from './schema/index.ts';
import { gatheringSocket } from './socket.ts';

export type Db = PostgresJsDatabase<typeof schema>;
/** A transaction of Db, or Db itself. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0] | Db;

export interface Connection {
  db: Db;
  /** drizzle changes its client's parsers, so hand-written SQL gets a client of its own. */
  sql: Sql;
  /** For the few statements that every request makes: planned once per connection, always by look-ups in an index. */
  quick: Sql;
  close(): Promise<void>;
}

/** Readers served at a time: what these calls do is short, and every connection has its own plans and caches to fill first. */
export const servedAtOnce = Math.max(2, availableParallelism());
/** Answers stored at a time. One fewer, and beside: who waits for a sample does not wait for the disk that an answer waits for. */
export const storedAtOnce = servedAtOnce - 1;

/** @param name what the server's list of connections calls them */
export function connect(url: string, { max = 10, name = 'errata' }: { max?: number; name?: string } = {}): Connection {
  // Our queries read few rows; compiling one that is estimated to read many takes longer than running it.
  const options = {
    max,
    onnotice: () => {},
    // Nor does one query get several processors: on a small machine those are wanted by whoever waits for a sample.
    connection: { application_name: name, jit: 'off', max_parallel_workers_per_gather: 0 },
    socket: gatheringSocket,
  };
  const client = postgres(url, {
    ...options,
    connection: { ...options.connection, plan_cache_mode: 'force_custom_plan' },
  });
  // drizzle asks for unprepared statements, and those go to the server and back twice: to be described, then to be run.
  const unsafe = client.unsafe;
  client.unsafe = ((text, values, how) =>
    unsafe(text, values, values?.length ? { ...how, prepare: true } : how)) as typeof unsafe;
  // Leases and states grow by the second: a plan kept from when they were a page long would go on scanning them whole,
  // so hand-written SQL is planned anew each time (about half a millisecond).
  const sql = postgres(url, {
    ...options,
    connection: { ...options.connection, plan_cache_mode: 'force_custom_plan' },
  });
  // Planned without looking at sizes, so a plan stays right however the tables grow.
  const quick = postgres(url, {
    ...options,
    max: Math.min(max, servedAtOnce + storedAtOnce),
    connection: {
      ...options.connection,
      plan_cache_mode: 'force_generic_plan',
      enable_seqscan: 'off',
      enable_bitmapscan: 'off',
      enable_hashjoin: 'off',
      enable_mergejoin: 'off',
    },
  });
  return {
    db: drizzle(client, { schema }),
    sql,
    quick,
    close: async () => {
      await Promise.all([client, sql, quick].map((each) => each.end({ timeout: 5 })));
    },
  };
}
