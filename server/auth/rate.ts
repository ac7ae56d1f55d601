import { LRUCache } from 'lru-cache';

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * A limit kept in this process's memory: `burst` at once per key, refilled at `perSecond`.
 * @param clock milliseconds, for tests.
 * @returns true while the key may go on.
 */
export function rateLimit(
  { perSecond, burst }: { perSecond: number; burst: number },
  clock: () => number = Date.now,
): (key: string) => boolean {
  const buckets = new LRUCache<string, Bucket>({ max: 50_000 });
  return (key) => {
    const now = clock();
    const last = buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, last.tokens + ((now - last.at) / 1000) * perSecond);
    const may = tokens >= 1;
    buckets.set(key, { tokens: may ? tokens - 1 : tokens, at: now });
    return may;
  };
}
