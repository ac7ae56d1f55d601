import type { Sql } from 'postgres';
import type { StatsView } from '#/server/domain/views.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';

/** The score against the planted errors; null where none were planted. A planted error is found once its true label is set. */
export async function loadPractice(sql: Sql, dataset: DatasetRow): Promise<StatsView['practice']> {
  const [row] = await sql<{ planted: number; found: number; settled: number; wrong: number; labelled: number }[]>`
    select count(t.sample_id)::int as planted,
      count(*) filter (where t.sample_id is not null and x.status = 'changed' and x.current_class = t.true_class)::int as found,
      count(*) filter (where x.status is not null and x.status <> 'open')::int as settled,
      count(*) filter (where x.status = 'changed' and x.current_class is distinct from coalesce(t.true_class, p.given_class))::int as wrong,
      count(*)::int as labelled
    from sample p
    left join planted_truth t on t.sample_id = p.id
    left join sample_state x on x.sample_id = p.id
    where p.dataset_id = ${dataset.id} and p.given_class is not null`;
  if (!row?.planted) return null;
  return {
    planted: row.planted,
    plantedFound: row.found,
    decisions: row.settled,
    expectedAtRandom: (row.planted * row.settled) / row.labelled,
    wrongChanges: row.wrong,
  };
}
