import type { Sql } from 'postgres';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { inQueue, orderValue } from '#/server/services/queues/order.ts';
import type { QueueRow } from '#/server/services/queues/require.ts';

/** Rank of values in the round's order of a queue, 1 first, in one pass over the index; by value. */
export async function ranksOf(
  sql: Sql,
  { queue, classes, roundId }: { queue: QueueRow; classes: ClassNames; roundId: number },
  values: number[],
): Promise<Map<number, number>> {
  const rising = [...new Set(values)].sort((a, b) => a - b);
  if (!rising.length) return new Map();
  const value = orderValue(sql, queue.orderBy);
  // Bucket b holds what lies in [rising[b-1], rising[b]); a rank is one more than everything above its own value.
  const rows = await sql<{ bucket: number; above: number; equal: number }[]>`
    select width_bucket(${value}, ${rising}::real[]) as bucket,
      count(*) filter (where ${value} > (${rising}::real[])[width_bucket(${value}, ${rising}::real[])])::int as above,
      count(*) filter (where ${value} = (${rising}::real[])[width_bucket(${value}, ${rising}::real[])])::int as equal
    from score s where s.round_id = ${roundId} and ${inQueue(sql, queue, classes)} and ${value} >= ${rising[0]!}::real
    group by 1 order by 1 desc`;
  const ranks = new Map<number, number>();
  const byBucket = new Map(rows.map((r) => [r.bucket, r]));
  let before = 0;
  for (let b = rising.length; b >= 1; b--) {
    const r = byBucket.get(b);
    before += r?.above ?? 0;
    ranks.set(rising[b - 1]!, before + 1);
    before += r?.equal ?? 0;
  }
  return ranks;
}
