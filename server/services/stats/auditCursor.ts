import type { Sql } from 'postgres';

/** How many places of the dataset's random permutation the hidden audit has handed out. */
export async function loadAuditCursor(sql: Sql, datasetId: number): Promise<number> {
  const [row] = await sql<{ cursor: number }[]>`select cursor from audit where dataset_id = ${datasetId}`;
  return row?.cursor ?? 0;
}
