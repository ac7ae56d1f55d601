import type { Sql } from 'postgres';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { inQueue, orderValue } from '#/server/services/queues/order.ts';
import type { DrawnQueue } from '#/server/services/queues/require.ts';
import { noteRank, rankAbove } from './positions.ts';

/** Rank of values in the round's order of a queue, 1 first, in one pass over the index from the nearest known rank. */
export async function ranksOf(
  sql: Sql,
  { queue, classes, roundId }: { queue: DrawnQueue; classes: ClassNames; roundId: number },
  values: number[],
): Promise<Map<number, number>> {
  const rising = [...new Set(values)].sort((a, b) => a - b);
  const [lowest, highest] = [rising[0], rising.at(-1)];
  if (lowest === undefined || highest === undefined) return new Map();
  const value = orderValue(sql, queue.orderBy);
  const from = rankAbove({ sql, queue, roundId }, highest);
  // Bucket b holds what lies in [rising[b-1], rising[b]); a rank is one more than everything above its own value.
  const rows = await sql<{ bucket: number; above: number; equal: number }[]>`
    select bucket, count(*) filter (where v > (${rising}::real[])[bucket])::int as above,
      count(*) filter (where v = (${rising}::real[])[bucket])::int as equal
    from (
      select ${value} as v, width_bucket(${value}, ${rising}::real[]) as bucket from score s
      where s.round_id = ${roundId} and ${inQueue(sql, queue, classes)} and ${value} >= ${lowest}::real
        ${from ? sql`and ${value} <= ${from.value}::real` : sql``}
      offset 0
    ) t group by bucket`;
  const ranks = new Map<number, number>();
  const byBucket = new Map(rows.map((r) => [r.bucket, r]));
  let before = from ? from.rank - 1 : 0;
  for (let b = rising.length; b >= 1; b--) {
    const r = byBucket.get(b);
    before += r?.above ?? 0;
    ranks.set(rising[b - 1]!, before + 1);
    before += r?.equal ?? 0;
  }
  noteRank({ sql, queue, roundId }, lowest, ranks.get(lowest)!);
  return ranks;
}
