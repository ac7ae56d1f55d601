import type { Sql } from 'postgres';

/**
 * For each sample of a page, the others of it that lie nearest: in its list of nearest samples, or it in theirs.
 * @returns ids by row
 */
export async function nearOnPage(
  sql: Sql,
  datasetId: number,
  shown: readonly { id: string; row: number }[],
): Promise<Map<number, string[]>> {
  const idOf = new Map(shown.map((s) => [s.row, s.id]));
  const found = await sql<{ row: number; rows: number[] }[]>`
    select row, rows from neighbors where dataset_id = ${datasetId} and row = any(${shown.map((s) => s.row)}::int[])`;
  const near = new Map<number, Set<string>>(shown.map((s) => [s.row, new Set()]));
  for (const { row, rows } of found)
    for (const other of rows) {
      const [mine, theirs] = [idOf.get(row), idOf.get(other)];
      if (mine === undefined || theirs === undefined || mine === theirs) continue;
      near.get(row)?.add(theirs);
      near.get(other)?.add(mine);
    }
  return new Map([...near].map(([row, ids]) => [row, [...ids]]));
}
