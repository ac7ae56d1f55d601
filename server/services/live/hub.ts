import type { Sql } from 'postgres';
import type { LiveEvent } from '#/server/domain/views.ts';
import { type LiveNotice, liveChannel } from './publish.ts';

/** 'resync': notices may have been missed. */
type Listener = (notice: LiveNotice | 'resync') => void;
type Read = (notice: LiveNotice) => Promise<LiveEvent | null>;

interface Hub {
  listeners: Set<Listener>;
  /** What was read for a notice since it was last heard. */
  readings: Map<string, Promise<LiveEvent | null>>;
  listening: Promise<unknown>;
}

export interface LiveTap {
  /** Reads the row of a notice once for all watchers of this process, until it changes again. */
  read: (notice: LiveNotice, read: Read) => Promise<LiveEvent | null>;
  stop: () => void;
}

/** One LISTEN connection per process and database, however many people watch. */
const hubs = new WeakMap<Sql, Hub>();
const mostReadings = 1000;

export const noticeKey = (notice: LiveNotice): string => JSON.stringify(notice);

function openHub(sql: Sql): Hub {
  const listeners = new Set<Listener>();
  const readings: Hub['readings'] = new Map();
  const tell = (payload: string) => {
    const notice = JSON.parse(payload) as LiveNotice;
    readings.delete(noticeKey(notice));
    for (const each of listeners) each(notice);
  };
  let listened = false;
  const listening = sql.listen(liveChannel, tell, () => {
    // Called again after a lost connection: what was said meanwhile was not heard.
    readings.clear();
    if (listened) for (const each of listeners) each('resync');
    listened = true;
  });
  const hub = { listeners, readings, listening };
  hubs.set(sql, hub);
  // A hub that could not start is forgotten, so that the next watcher tries again.
  listening.catch(() => hubs.delete(sql));
  return hub;
}

/**
 * Calls `listener` for every notice from now on; resolves once the database confirmed that it listens, so that a
 * snapshot read afterwards misses nothing.
 */
export async function listenLive(sql: Sql, listener: Listener): Promise<LiveTap> {
  const { listeners, readings, listening } = hubs.get(sql) ?? openHub(sql);
  listeners.add(listener);
  await listening;
  return {
    read(notice, read) {
      const key = noticeKey(notice);
      const known = readings.get(key);
      if (known) return known;
      if (readings.size >= mostReadings) readings.clear();
      const reading = read(notice);
      readings.set(key, reading);
      reading.catch(() => readings.delete(key));
      return reading;
    },
    stop: () => {
      listeners.delete(listener);
    },
  };
}
