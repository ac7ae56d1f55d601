import { LRUCache } from 'lru-cache';
import type { Sql } from 'postgres';

const caches = new WeakMap<Sql, LRUCache<string, Promise<object>>>();

/**
 * Computes a value once per key and database client. Only for facts that never change under their key, such as what
 * lies in a queue at a given round; a failed computation is forgotten.
 */
export function remembered<T extends object>(sql: Sql, key: string, compute: () => Promise<T>): Promise<T> {
  const cache = caches.get(sql) ?? new LRUCache<string, Promise<object>>({ max: 500 });
  caches.set(sql, cache);
  const known = cache.get(key);
  // The key names the computation, so what is found under it has that computation's type.
  if (known) return known as Promise<T>;
  const value = compute();
  cache.set(key, value);
  value.catch(() => cache.delete(key));
  return value;
}
