import type { Sql } from 'postgres';
import type { Rows } from './aligned.ts';

/** Ids and given labels of a dataset, to align files with. */
export interface KnownRows extends Rows {
  byId: Map<string, number>;
  /** [N] sample id by row. */
  ids: Float64Array;
  /** [N] given class index, −1 for none. */
  given: Int32Array;
}

/** Reads them from the database; some 100 bytes a sample in memory. */
export async function knownRows(sql: Sql, datasetId: number, count: number): Promise<KnownRows> {
  const known: KnownRows = {
    count,
    byId: new Map(),
    ids: new Float64Array(count),
    given: new Int32Array(count).fill(-1),
  };
  const query = sql<{ id: string; row: number; external_id: string; given_class: number | null }[]>`
    select id, row, external_id, given_class from sample where dataset_id = ${datasetId} order by row`;
  for await (const rows of query.cursor(10_000))
    for (const r of rows) {
      known.byId.set(r.external_id, r.row);
      known.ids[r.row] = Number(r.id);
      known.given[r.row] = r.given_class ?? -1;
    }
  return known;
}

/** The given labels alone, [N] class index by row, −1 for none. */
export async function givenLabels(sql: Sql, datasetId: number, count: number): Promise<Int32Array> {
  const given = new Int32Array(count).fill(-1);
  const query = sql<{ row: number; given_class: number | null }[]>`
    select row, given_class from sample where dataset_id = ${datasetId}`;
  for await (const rows of query.cursor(10_000)) for (const r of rows) given[r.row] = r.given_class ?? -1;
  return given;
}
