import type { Sql } from 'postgres';

const lockSpace = 731_456;

/**
 * Runs `work` while holding the dataset's round lock, which PostgreSQL gives up the moment its holder dies. A second
 * round of the same dataset waits, whatever the queue of jobs may think.
 */
export async function withRoundLock<T>(sql: Sql, datasetId: number, work: () => Promise<T>): Promise<T> {
  const held = await sql.reserve();
  try {
    await held`select pg_advisory_lock(${lockSpace}, ${datasetId})`;
    return await work();
  } finally {
    await held`select pg_advisory_unlock(${lockSpace}, ${datasetId})`.catch(() => {});
    held.release();
  }
}
