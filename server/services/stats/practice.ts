import type { Sql } from 'postgres';
import type { StatsView } from '#/server/domain/views.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import { remembered } from '#/server/services/queues/remembered.ts';

/** The score against the planted errors; null where none were planted. A planted error is found once its true label is set. */
export async function loadPractice(sql: Sql, dataset: DatasetRow): Promise<StatsView['practice']> {
  // Errors are planted while importing, so their number stands from the first round on.
  const { planted, labelled } = await remembered(sql, `planted ${dataset.id} ${dataset.roundId}`, async () => {
    const [row] = await sql<{ planted: number; labelled: number }[]>`
      select (select count(*)::int from planted_truth t join sample p on p.id = t.sample_id where p.dataset_id = ${dataset.id}) as planted,
        (select coalesce(sum(given), 0)::int from class where dataset_id = ${dataset.id}) as labelled`;
    return row ?? { planted: 0, labelled: 0 };
  });
  if (!planted) return null;
  const [row] = await sql<{ found: number; settled: number; wrong: number }[]>`
    select count(*)::int as settled,
      count(*) filter (where x.status = 'changed' and x.current_class = t.true_class)::int as found,
      count(*) filter (where x.status = 'changed' and x.current_class is distinct from coalesce(t.true_class, p.given_class))::int as wrong
    from sample_state x join sample p on p.id = x.sample_id left join planted_truth t on t.sample_id = x.sample_id
    where x.dataset_id = ${dataset.id} and x.status <> 'open' and p.given_class is not null`;
  const { found, settled, wrong } = row ?? { found: 0, settled: 0, wrong: 0 };
  return {
    planted,
    plantedFound: found,
    decisions: settled,
    expectedAtRandom: (planted * settled) / labelled,
    wrongChanges: wrong,
  };
}
