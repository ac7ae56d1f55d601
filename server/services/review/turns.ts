import type { Sql } from 'postgres';
import { servedAtOnce, storedAtOnce } from '#/db/client.ts';

/** In one lane are those without a sample, before what is drawn ahead of their asking, in the other those whose answer is to be stored, before those who only look. */
const lanes = [
  { places: servedAtOnce, ranks: ['next', 'ahead'] },
  { places: storedAtOnce, ranks: ['decide', 'look'] },
] as const;
type Rank = (typeof lanes)[number]['ranks'][number];

interface Lane {
  places: number;
  running: number;
  /** By rank, the first goes first. */
  waiting: (() => void)[][];
}

const known = new WeakMap<Sql, Lane[]>();

function place(sql: Sql, rank: Rank): { lane: Lane; at: number } {
  const mine =
    known.get(sql) ?? lanes.map(({ places, ranks }) => ({ places, running: 0, waiting: ranks.map(() => []) }));
  known.set(sql, mine);
  const n = lanes.findIndex((l) => (l.ranks as readonly Rank[]).includes(rank));
  return { lane: mine[n]!, at: (lanes[n]!.ranks as readonly Rank[]).indexOf(rank) };
}

/**
 * Runs work when its turn comes, a few at a time per process: by rank, and first come, first served within one. When
 * many ask in the same moment the first is answered as if alone and only the last waits for all; side by side, all of
 * them would wait for all. Storing an answer waits for the disk, and for the answers before it; nobody who waits for a
 * sample waits for that.
 */
export async function inTurn<T>(sql: Sql, rank: Rank, work: () => Promise<T>): Promise<T> {
  const { lane, at } = place(sql, rank);
  if (lane.running >= lane.places) await new Promise<void>((go) => lane.waiting[at]!.push(go));
  else lane.running++;
  try {
    return await work();
  } finally {
    // Whoever is next takes over this place.
    const first = lane.waiting.find((w) => w.length > 0)?.shift();
    if (first) first();
    else lane.running--;
  }
}
