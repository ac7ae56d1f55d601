import { LRUCache } from 'lru-cache';
import type { Actor } from '#/server/domain/role.ts';

/** Who a session or a key belongs to; `nobody` is remembered too. */
export interface Known {
  actor: Extract<Actor, { kind: 'user' }> | null;
}

const cache = new LRUCache<string, Known>({ max: 20_000, ttl: 15_000 });

/** Remembers for 15 s whose session or key it is: the look-up would otherwise be most of a request's cost. */
export async function rememberActor(key: string, find: () => Promise<Known['actor']>): Promise<Known['actor']> {
  const known = cache.get(key);
  if (known) return known.actor;
  const actor = await find();
  cache.set(key, { actor });
  return actor;
}

/** After a change of somebody's role, keys or sessions. Other processes follow within 15 s. */
export function forgetActors(): void {
  cache.clear();
}
