import type { Sql } from 'postgres';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { inQueue, orderValue } from '#/server/services/queues/order.ts';
import type { DrawnQueue } from '#/server/services/queues/require.ts';
import { noteRank, rankAbove } from './positions.ts';

/**
 * Rank of values in the round's order of a queue, 1 first. Each is counted from the nearest rank above it: one that is known
 * from earlier, or the value before it; a second reading's value lies far above its neighbours in the batch.
 */
export async function ranksOf(
  sql: Sql,
  { queue, classes, roundId }: { queue: DrawnQueue; classes: ClassNames; roundId: number },
  values: number[],
): Promise<Map<number, number>> {
  const ranks = new Map<number, number>();
  const place = { sql, queue, roundId };
  const falling = [...new Set(values)].sort((a, b) => b - a);
  const known = falling.map((v) => rankAbove(place, v));
  for (const [i, k] of known.entries()) if (k?.value === falling[i]) ranks.set(k.value, k.rank);
  const counted = falling.flatMap((v, i) => {
    if (ranks.has(v)) return [];
    const before = falling[i - 1] ?? Number.POSITIVE_INFINITY;
    return [{ v, from: Math.min(before, known[i]?.value ?? Number.POSITIVE_INFINITY), known: known[i] }];
  });
  if (!counted.length) return ranks;
  const value = orderValue(sql, queue.orderBy);
  const rows = await sql<{ between: number }[]>`
    select (select count(*)::int from score s where s.round_id = ${roundId} and ${inQueue(sql, queue, classes)}
      and ${value} > t.v and ${value} <= t.upto) as between
    from unnest(${counted.map((c) => c.v)}::real[], ${counted.map((c) => c.from)}::real[]) with ordinality as t(v, upto, i)
    order by t.i`;
  for (const [i, { v, from, known: above }] of counted.entries()) {
    const start = ranks.get(from) ?? (above?.value === from ? above.rank : 1);
    const rank = start + (rows[i]?.between ?? 0);
    ranks.set(v, rank);
    noteRank(place, v, rank);
  }
  return ranks;
}
