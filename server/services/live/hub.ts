import type { Sql } from 'postgres';
import { type LiveNotice, liveChannel } from './publish.ts';

type Listener = (notice: LiveNotice) => void;

interface Hub {
  listeners: Set<Listener>;
  listening: Promise<unknown>;
}

/** One LISTEN connection per process and database, however many people watch. */
const hubs = new WeakMap<Sql, Hub>();

/**
 * Calls `listener` for every notice from now on; resolves once the database confirmed that it listens, so that a
 * snapshot read afterwards misses nothing. @returns stops it.
 */
export async function listenLive(sql: Sql, listener: Listener): Promise<() => void> {
  let hub = hubs.get(sql);
  if (!hub) {
    const listeners = new Set<Listener>();
    const tell = (payload: string) => {
      const notice = JSON.parse(payload) as LiveNotice;
      for (const each of listeners) each(notice);
    };
    hub = { listeners, listening: sql.listen(liveChannel, tell) };
    hubs.set(sql, hub);
    // A listener that could not start is forgotten, so that the next watcher tries again.
    hub.listening.catch(() => hubs.delete(sql));
  }
  hub.listeners.add(listener);
  const { listeners } = hub;
  await hub.listening;
  return () => listeners.delete(listener);
}
