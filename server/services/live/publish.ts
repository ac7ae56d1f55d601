import { sql as query } from 'drizzle-orm';
import type { ISql } from 'postgres';
import type { Tx } from '#/db/client.ts';

/** What NOTIFY carries: only which row changed. Listeners read the row again, so nothing can be stale or too long. */
export type LiveNotice =
  | { type: 'job'; datasetId: number; jobId: string }
  | { type: 'round'; datasetId: number; roundId: number }
  | { type: 'dataset'; datasetId: number }
  | { type: 'decisions'; datasetId: number };

export const liveChannel = 'errata_live';

/** Tells every process that a row changed. Inside a transaction it is delivered with the commit, or not at all. */
export async function publish(sql: ISql, about: LiveNotice): Promise<void> {
  await notice(sql, about);
}

/** The statement that does so. */
export function notice(sql: ISql, about: LiveNotice) {
  // Not sql.notify: inside a transaction that one goes out on another connection, at once.
  return sql`select pg_notify(${liveChannel}, ${JSON.stringify(about)})`;
}

/** The same inside a drizzle transaction. */
export async function publishIn(tx: Tx, notice: LiveNotice): Promise<void> {
  await tx.execute(query`select pg_notify(${liveChannel}, ${JSON.stringify(notice)})`);
}
