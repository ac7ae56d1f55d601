import type { ReservedSql, Sql } from 'postgres';
import { isLost } from './transaction.ts';

/** A statement of postgres.js that is not on its way yet. */
export interface Statement extends PromiseLike<unknown> {
  execute(): unknown;
}

/**
 * Sends them together, in order.
 * @returns what went wrong, in that order, once all of them are answered. After a lost connection nothing more is waited
 *   for: postgres.js forgets the statements that it has not sent by then.
 */
async function sendAll(statements: readonly Statement[]): Promise<unknown[]> {
  for (const s of statements) {
    s.execute();
    s.then(undefined, () => {});
  }
  const failed: unknown[] = [];
  for (const s of statements) {
    try {
      await s;
    } catch (error) {
      failed.push(error);
      if (isLost(error)) break;
    }
  }
  return failed;
}

/**
 * Sends statements on one connection, all together, in order: one way to the server and back instead of one each. They
 * may hold `begin` and `commit`; when one in between fails, the commit rolls back. Each statement is its own promise.
 * @throws what the first statement that failed was refused with, once all of them are answered.
 */
export async function flight(sql: Sql, load: (tx: ReservedSql) => readonly Statement[]): Promise<void> {
  const tx = await sql.reserve();
  let lost = false;
  try {
    const failed = await sendAll(load(tx));
    lost = failed.some(isLost);
    if (failed.length > 0) throw failed[0];
  } finally {
    if (!lost) tx.release();
  }
}

/**
 * A transaction in as few flights as may be: `begin` goes with the first statements, `commit` with the last. Any error
 * rolls back and is thrown.
 * @param load sends what has to be read; returns the last statements, and what the caller gets once they are committed
 */
export async function flightTransaction<T>(
  sql: Sql,
  load: (tx: ReservedSql) => Promise<{ last: readonly Statement[]; value: T }>,
): Promise<T> {
  const tx = await sql.reserve();
  let lost = false;
  const begun = sendAll([tx`begin`]);
  try {
    const { last, value } = await load(tx);
    const failed = [...(await begun), ...(await sendAll([...last, tx`commit`]))];
    if (failed.length > 0) throw failed[0];
    return value;
  } catch (error) {
    lost = isLost(error) || (await sendAll([tx`rollback`])).length > 0;
    throw error;
  } finally {
    if (!lost) tx.release();
  }
}
