import { LRUCache } from 'lru-cache';
import type { Sql } from 'postgres';

/** The dataset of samples that this process has served: a sample never moves. Hints only: a sample may be gone meanwhile. */
const known = new WeakMap<Sql, LRUCache<number, number>>();
const most = 100_000;

/** Remembers which dataset samples are from. */
export function noteServed(sql: Sql, datasetId: number, sampleIds: readonly number[]): void {
  const cache = known.get(sql) ?? new LRUCache<number, number>({ max: most });
  known.set(sql, cache);
  for (const id of sampleIds) cache.set(id, datasetId);
}

/** The dataset that all of these samples were served from; null where that is not known, or they are from several. */
export function servedFrom(sql: Sql, sampleIds: readonly number[]): number | null {
  const found = new Set(sampleIds.map((id) => known.get(sql)?.get(id) ?? null));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}
