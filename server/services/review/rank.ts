import type { ISql } from 'postgres';
import { type Fragment, inQueue, orderValue } from '#/server/services/queues/order.ts';
import { knownRanks, noteRank } from './positions.ts';
import type { Place } from './readItems.ts';

export interface RankRow {
  /** A value of the queue's order. */
  v: number;
  /** The value counted from: a known rank's, or that of the row before; null: from the top. */
  upto: number | null;
  /** Samples of the queue above `v`, up to and with `upto`; `farthest` where there are so many or more. */
  between: number;
}

/** So far and no farther is counted while somebody waits: a millisecond. */
export const farthest = 2000;

/**
 * Counts the ranks of samples in the round's order of a queue, the highest first. Each is counted from the nearest rank above
 * it: one that is known from earlier, or the value before it; a second reading's value lies far from its neighbours in the batch.
 * @param sampleIds an expression: an array of ids
 */
export function rankStatement(
  tx: ISql,
  place: Pick<Place, 'sql' | 'queue' | 'classes' | 'roundId'>,
  sampleIds: Fragment,
) {
  const { queue, classes, roundId } = place;
  const value = orderValue(tx, queue.orderBy);
  const known = knownRanks(place).map((k) => k.value);
  return tx<RankRow[]>`
    select f.v, f.upto, (select count(*)::int from (
      select from score s where s.round_id = ${roundId} and ${inQueue(tx, queue, classes)}
        and ${value} > f.v and ${value} <= coalesce(f.upto, 'infinity') limit ${farthest}) s) as between
    from (
      select t.v, least(lag(t.v) over (order by t.v desc), (select min(k) from unnest(${known}::real[]) k where k >= t.v)) as upto
      from (select distinct ${value} as v from score s where s.round_id = ${roundId} and s.sample_id = any(${sampleIds})) t
    ) f order by f.v desc`;
}

/** Ranks by value, 1 first, from what `rankStatement` has counted; they are remembered to count from. Those too far away are left out. */
export function readRanks(
  place: Pick<Place, 'sql' | 'queue' | 'roundId'>,
  rows: readonly RankRow[],
): Map<number, number> {
  const ranks = new Map(knownRanks(place).map((k) => [k.value, k.rank]));
  for (const { v, upto, between } of rows) {
    const above = upto === null ? 1 : ranks.get(upto);
    if (between >= farthest) continue;
    // What it was counted from has been forgotten meanwhile.
    if (above === undefined) continue;
    ranks.set(v, above + between);
    noteRank(place, v, above + between);
  }
  return ranks;
}
