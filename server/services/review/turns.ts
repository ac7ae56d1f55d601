import type { Sql } from 'postgres';
import { quickConnections } from '#/db/client.ts';

/** Calls at a time: more would only slow each other down. */
const places = quickConnections;

/** Who goes first: a reader without a sample, then one whose answer is to be stored, then one who only looks. */
const ranks = ['next', 'decide', 'look'] as const;
type Rank = (typeof ranks)[number];

interface Turns {
  running: number;
  waiting: Record<Rank, (() => void)[]>;
}

const turns = new WeakMap<Sql, Turns>();

/**
 * Runs work when its turn comes, a few at a time per process: by rank, and first come, first served within one. When
 * many ask in the same moment the first is answered as if alone and only the last waits for all; side by side, all of
 * them would wait for all. Since what a reader asks for last goes first, one after the other is through with everything,
 * and readers who began together are apart from then on.
 */
export async function inTurn<T>(sql: Sql, rank: Rank, work: () => Promise<T>): Promise<T> {
  const mine = turns.get(sql) ?? { running: 0, waiting: { next: [], decide: [], look: [] } };
  turns.set(sql, mine);
  if (mine.running >= places) await new Promise<void>((go) => mine.waiting[rank].push(go));
  else mine.running++;
  try {
    return await work();
  } finally {
    // Whoever is next takes over this place.
    const first = ranks.find((r) => mine.waiting[r].length > 0);
    if (first) mine.waiting[first].shift()?.();
    else mine.running--;
  }
}
