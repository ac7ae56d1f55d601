import type { Sql } from 'postgres';
import type { ClassNames } from '#/server/services/queues/classes.ts';

/**
 * The model's probabilities of some samples in the published round, [samples × K] in their order. Scores keep the five
 * likeliest classes; the rest is spread evenly over the others. Even throughout where a sample has no score.
 */
export async function loadProbabilities(
  sql: Sql,
  { roundId, sampleIds, classes }: { roundId: number; sampleIds: readonly number[]; classes: ClassNames },
): Promise<Float64Array> {
  const K = classes.names.length;
  const at = new Map(sampleIds.map((id, i) => [id, i]));
  const p = new Float64Array(sampleIds.length * K).fill(1 / K);
  const rows = await sql<{ sample_id: string; top_classes: number[]; top_probabilities: number[] }[]>`
    select sample_id, top_classes, top_probabilities from score
    where round_id = ${roundId} and sample_id = any(${[...sampleIds]}::bigint[])`;
  for (const r of rows) {
    const start = (at.get(Number(r.sample_id)) ?? 0) * K;
    const top = r.top_classes.flatMap((c, i) => {
      const now = classes.current(c);
      return now === null ? [] : [{ c: now, p: r.top_probabilities[i] ?? 0 }];
    });
    const known = top.reduce((s, t) => s + t.p, 0);
    const others = K - new Set(top.map((t) => t.c)).size;
    p.fill(others > 0 ? Math.max(0, 1 - known) / others : 0, start, start + K);
    for (const { c } of top) p[start + c] = 0;
    for (const t of top) p[start + t.c]! += t.p;
  }
  return p;
}
