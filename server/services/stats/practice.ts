import type { Sql } from 'postgres';
import type { Status } from '#/server/domain/verdict.ts';
import type { StatsView } from '#/server/domain/views.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { remembered } from '#/server/services/queues/remembered.ts';

/** The score against the planted errors; null where none were planted. A planted error is found once its true label is set. */
export async function loadPractice(sql: Sql, dataset: DatasetRow, classes: ClassNames): Promise<StatsView['practice']> {
  // Errors are planted while importing, so their number stands from the first round on.
  const { planted, labelled } = await remembered(sql, `planted ${dataset.id} ${dataset.roundId}`, async () => {
    const [row] = await sql<{ planted: number; labelled: number }[]>`
      select (select count(*)::int from planted_truth t join sample p on p.id = t.sample_id where p.dataset_id = ${dataset.id}) as planted,
        (select coalesce(sum(given), 0)::int from class where dataset_id = ${dataset.id}) as labelled`;
    return row ?? { planted: 0, labelled: 0 };
  });
  if (!planted) return null;
  const rows = await sql<{ status: Status; current: number | null; truth: number; n: number; planted: boolean }[]>`
    select x.status, x.current_class as current, coalesce(t.true_class, p.given_class) as truth,
      t.true_class is not null as planted, count(*)::int as n
    from sample_state x join sample p on p.id = x.sample_id left join planted_truth t on t.sample_id = x.sample_id
    where x.dataset_id = ${dataset.id} and x.status <> 'open' and p.given_class is not null
    group by 1, 2, 3, 4`;
  let [settled, found, wrong] = [0, 0, 0];
  for (const { status, current, truth, n, planted: was } of rows) {
    settled += n;
    if (status !== 'changed') continue;
    if (current !== classes.current(truth)) wrong += n;
    else if (was) found += n;
  }
  return {
    planted,
    plantedFound: found,
    decisions: settled,
    expectedAtRandom: (planted * settled) / labelled,
    wrongChanges: wrong,
  };
}
