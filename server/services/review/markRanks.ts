import type { Sql } from 'postgres';
import { inQueue, orderValue } from '#/server/services/queues/order.ts';
import { isMarked, type KnownRank, noteMarks } from './positions.ts';
import type { Place } from './readItems.ts';

/** Ranks are marked so far apart at the nearest, and this many of them at most. */
const apart = 500;
const most = 1000;

/**
 * Marks ranks at even distances throughout a round's order of a queue, so that every other is counted from the next mark. It reads
 * the whole queue, some hundred milliseconds per 100,000 samples, once a round, and only for who opens a sample from anywhere
 * in it; in a batch the few far ranks, those of second readings, are left out.
 * @param aside not the connections that draws are made on
 */
export async function markRanks(
  aside: Sql,
  place: Pick<Place, 'sql' | 'queue' | 'classes' | 'roundId'>,
): Promise<void> {
  if (place.queue.policy.order === 'random' || isMarked(place)) return;
  const { queue, classes, roundId } = place;
  const value = orderValue(aside, queue.orderBy);
  const marks = await aside<KnownRank[]>`
    select distinct value, rank::int from (
      select ${value} as value, rank() over o as rank, row_number() over o as n, count(*) over () as samples
      from score s where s.round_id = ${roundId} and ${inQueue(aside, queue, classes)}
      window o as (order by ${value} desc)
    ) t where n % greatest(${apart}::int, ceil(samples / ${most}::float8)::int) = 0`;
  noteMarks(place, [...marks]);
}
