import { LRUCache } from 'lru-cache';
import type { Sql } from 'postgres';

/** The part of a dataset that never changes after import, in row order. */
export interface DatasetRows {
  /** [N] sample id of each row. */
  ids: Float64Array;
  /** [N] class index of the given label; −1 where there is none. */
  labels: Int32Array;
  /** [N] number of the sample's group; absent when the source has no groups. */
  groups: Int32Array | undefined;
  rowOf: Map<number, number>;
}

const maxBytes = 256 << 20;
const cache = new LRUCache<string, DatasetRows>({
  maxSize: maxBytes,
  // ids, labels, groups and roughly 40 bytes for an entry of the map.
  sizeCalculation: (rows) => Math.max(1, rows.ids.length * 56),
});

/**
 * Sample ids, given labels and groups of a dataset whose import is complete. Kept in memory between rounds.
 * @param key differs for databases that a process may be connected to at once.
 */
export async function loadRows(sql: Sql, datasetId: number): Promise<DatasetRows> {
  const key = `${sql.options.host}:${sql.options.port}/${sql.options.database}/${datasetId}`;
  const cached = cache.get(key);
  if (cached) return cached;
  const ids: number[] = [];
  const labels: number[] = [];
  const groups: number[] = [];
  const groupNumbers = new Map<string, number>();
  const rowOf = new Map<number, number>();
  const query = sql<{ id: string; given_class: number | null; group_name: string | null }[]>`
    select id, given_class, group_name from sample where dataset_id = ${datasetId} order by row`;
  for await (const rows of query.cursor(10_000)) {
    for (const r of rows) {
      const row = ids.length;
      rowOf.set(Number(r.id), row);
      ids.push(Number(r.id));
      labels.push(r.given_class ?? -1);
      if (r.group_name !== null && !groupNumbers.has(r.group_name)) groupNumbers.set(r.group_name, groupNumbers.size);
      groups.push(r.group_name === null ? -1 : groupNumbers.get(r.group_name)!);
    }
  }
  const loaded: DatasetRows = {
    ids: Float64Array.from(ids),
    labels: Int32Array.from(labels),
    groups: groupNumbers.size ? numberedFromZero(groups, groupNumbers.size) : undefined,
    rowOf,
  };
  cache.set(key, loaded);
  return loaded;
}

/** A sample without a group becomes a group of its own. */
function numberedFromZero(groups: number[], named: number): Int32Array {
  let next = named;
  return Int32Array.from(groups, (g) => (g >= 0 ? g : next++));
}
