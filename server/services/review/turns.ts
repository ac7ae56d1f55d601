import { availableParallelism } from 'node:os';
import type { Sql } from 'postgres';

/** Calls at a time: more would only slow each other down. */
const places = Math.max(2, availableParallelism());

interface Turns {
  running: number;
  waiting: (() => void)[];
}

const turns = new WeakMap<Sql, Turns>();

/**
 * Runs work when its turn comes, first come, first served, a few at a time per process. When many ask in the same moment
 * the first is answered as if alone and only the last waits for all; side by side, all of them would wait for all.
 */
export async function inTurn<T>(sql: Sql, work: () => Promise<T>): Promise<T> {
  const mine = turns.get(sql) ?? { running: 0, waiting: [] };
  turns.set(sql, mine);
  if (mine.running >= places) await new Promise<void>((go) => mine.waiting.push(go));
  else mine.running++;
  try {
    return await work();
  } finally {
    // Whoever is next takes over this place.
    const next = mine.waiting.shift();
    if (next) next();
    else mine.running--;
  }
}
