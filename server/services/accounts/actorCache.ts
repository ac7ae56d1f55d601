import { LRUCache } from 'lru-cache';
import type { Sql } from 'postgres';
import type { Actor } from '#/server/domain/role.ts';

/** Who a session or a key belongs to; `nobody` is remembered too. */
export interface Known {
  actor: Extract<Actor, { kind: 'user' }> | null;
}

const lasts = 15_000;
const cache = new LRUCache<string, Known>({ max: 20_000, ttl: lasts });
/** Asked for when less than this is left of its time, it is looked up anew beside the request. */
const renewedFor = 7_000;
const renewing = new Set<string>();
/** How often everything was forgotten: what was looked up before that is not remembered after it. */
let forgotten = 0;

/** Where the database tells what its triggers see: a role, an account, a session or a key that ended or changed. */
const channel = 'errata_actors';

/**
 * Remembers for 15 s whose session or key it is: the look-up would otherwise be most of a request's cost. Who goes on working
 * waits for it only once: it is renewed in time.
 */
export async function rememberActor(key: string, find: () => Promise<Known['actor']>): Promise<Known['actor']> {
  const known = cache.get(key);
  if (!known) return lookUp(key, find);
  if (cache.getRemainingTTL(key) < renewedFor && !renewing.has(key)) {
    renewing.add(key);
    // Where that fails, what is remembered runs out, and the next request hears why.
    lookUp(key, find)
      .catch(() => {})
      .finally(() => renewing.delete(key));
  }
  return known.actor;
}

async function lookUp(key: string, find: () => Promise<Known['actor']>): Promise<Known['actor']> {
  const before = forgotten;
  const actor = await find();
  if (before === forgotten) cache.set(key, { actor });
  return actor;
}

/** After a change of somebody's role, keys or sessions by this process: it need not wait to be told by the database. */
export function forgetActors(): void {
  forgotten++;
  cache.clear();
}

/**
 * From now on this process forgets as soon as any other has changed who may do what. While the connection is lost, what is
 * remembered runs out after its 15 s; with the next one everything is forgotten.
 */
export async function followActors(sql: Sql): Promise<void> {
  await sql.listen(channel, forgetActors, forgetActors);
}
