import { LRUCache } from 'lru-cache';
import type { Sql } from 'postgres';

/** What this process remembers of one queue in one round, whose order never changes. Hints only: nothing rests on them. */
interface Positions {
  /** When last the queue was looked through from the top, and the highest value then or since found free. */
  floor: { value: number; lookedAt: number } | null;
  /** Known ranks, by value: how many lie above it, plus one. */
  ranks: KnownRank[];
  /** Ranks are marked throughout the queue. */
  marked: boolean;
}

export interface KnownRank {
  value: number;
  rank: number;
}

/** So often, in milliseconds, is the queue looked through from the top, for samples that came back: skipped, released, taken back. */
const patience = 5000;
/** Events since the round from which stepping over what is settled costs more than a glance. */
const many = 50;
const mostRanks = 200;
/** Ranks nearer than this to a known one are not remembered. */
const apart = 20;

const known = new WeakMap<Sql, LRUCache<string, Positions>>();

interface Place {
  sql: Sql;
  queue: { id: number };
  roundId: number;
  /** Where readers overlap, what is free differs from one to the next. */
  reader?: string;
  /** Events of the log since the round's watermark. */
  eventsSince: number;
}

function positionsOf({
  sql,
  queue,
  roundId,
  reader = '',
}: Pick<Place, 'sql' | 'queue' | 'roundId' | 'reader'>): Positions {
  const cache = known.get(sql) ?? new LRUCache<string, Positions>({ max: 200 });
  known.set(sql, cache);
  const key = `${roundId} ${queue.id} ${reader}`;
  const found = cache.get(key) ?? { floor: null, ranks: [], marked: false };
  cache.set(key, found);
  return found;
}

/** The value from which on to look for free samples; null: from the top. */
export function floorOf(place: Place): number | null {
  const { floor } = positionsOf(place);
  return floor && place.eventsSince >= many ? floor.value : null;
}

/** Whether it is time to look from the top again; who asks is to do it. */
export function takeLook(place: Place): boolean {
  const { floor } = positionsOf(place);
  if (!floor || Date.now() - floor.lookedAt <= patience) return false;
  floor.lookedAt = Date.now();
  return true;
}

/** Notes that a sample above the floor is free again. */
export function raiseFloor(place: Place, value: number): void {
  const { floor } = positionsOf(place);
  if (floor && floor.value < value) floor.value = value;
}

/** Notes the highest free value that a look from the top, or from the floor, has found. */
export function noteFloor(place: Place, value: number, fromTop: boolean): void {
  const positions = positionsOf(place);
  if (fromTop) positions.floor = { value, lookedAt: Date.now() };
  else if (positions.floor) positions.floor.value = value;
}

/** Known ranks of the queue in the round, to count others from. */
export function knownRanks(place: Pick<Place, 'sql' | 'queue' | 'roundId'>): readonly KnownRank[] {
  return positionsOf(place).ranks;
}

/** Whether ranks are marked throughout the queue. */
export function isMarked(place: Pick<Place, 'sql' | 'queue' | 'roundId'>): boolean {
  return positionsOf(place).marked;
}

/** Remembers ranks throughout the queue, in place of those known so far. */
export function noteMarks(place: Pick<Place, 'sql' | 'queue' | 'roundId'>, marks: KnownRank[]): void {
  Object.assign(positionsOf(place), { ranks: marks, marked: true });
}

/** Remembers a rank, unless a neighbouring one is known: to count a few is a glance. */
export function noteRank(place: Pick<Place, 'sql' | 'queue' | 'roundId'>, value: number, rank: number): void {
  const { ranks, marked } = positionsOf(place);
  if (marked || ranks.some((r) => Math.abs(r.rank - rank) < apart)) return;
  ranks.push({ value, rank });
  if (ranks.length > mostRanks) ranks.shift();
}
