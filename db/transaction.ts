import type { ReservedSql, Sql } from 'postgres';

/** The server ended the connection, or the socket is gone: nothing more can be sent on it. */
export function isLost(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('code' in error && typeof error.code === 'string' && /^(CONNECTION_|E[A-Z]+$|57P0)/.test(error.code)) return true;
  return 'severity' in error && error.severity === 'FATAL';
}

/**
 * Runs `work` in one transaction on a connection of its own and commits; any error rolls back and is thrown.
 * Instead of postgres.js's `begin`, which sends its rollback to a connection that is already gone and thereby throws
 * outside of every promise, which would end the process.
 */
export async function inTransaction<T>(sql: Sql, work: (tx: ReservedSql) => Promise<T>): Promise<T> {
  const tx = await sql.reserve();
  let open = true;
  try {
    await tx`begin`;
    const result = await work(tx);
    await tx`commit`;
    open = false;
    return result;
  } catch (error) {
    // Refused where the connection is gone; whatever else it is refused for, nobody else may go on in this transaction.
    await tx`rollback`.then(
      () => {
        open = false;
      },
      () => {},
    );
    throw error;
  } finally {
    if (!open) tx.release();
  }
}
