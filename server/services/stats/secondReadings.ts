import type { Sql } from 'postgres';
import { wilson } from '#/server/domain/interval.ts';
import type { SecondReadings } from '#/server/domain/teamViews.ts';
import type { Status } from '#/server/domain/verdict.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';

interface Row {
  verdict: 'keep' | 'relabel' | 'none';
  label: number | null;
  share: number;
  status: Status;
  current: number | null;
  conflict: boolean;
  n: number;
}

const statusOf = { keep: 'kept', relabel: 'changed', none: 'no_class' } as const;

/**
 * What blind second readings of single answers found. Each answer was drawn with a known chance, so it stands for as many
 * as its inverse. An answer is wrong where two readers, or a lead, settled on something else; what waits for a lead
 * widens the interval: it may be wrong or right.
 */
export async function loadSecondReadings(sql: Sql, dataset: DatasetRow, classes: ClassNames): Promise<SecondReadings> {
  const standing = (d: string) => sql`
    ${sql.unsafe(d)}.verdict <> 'retract' and not exists (
      select from decision r where r.sample_id = ${sql.unsafe(d)}.sample_id and r.retracts = ${sql.unsafe(d)}.id)`;
  const rows = await sql<Row[]>`
    select f.verdict, f.label, f.second_share as share, x.status, x.current_class as current,
      x.consensus = 'conflict' as conflict, count(*)::int as n
    from decision f join sample_state x on x.sample_id = f.sample_id
    where f.dataset_id = ${dataset.id} and f.second_drawn and f.verdict in ('keep', 'relabel', 'none') and ${standing('f')}
      and exists (select from decision s where s.sample_id = f.sample_id and s.kind = 'second' and s.verdict <> 'unsure' and ${standing('s')})
    group by 1, 2, 3, 4, 5, 6`;
  const keeps = rows.filter((r) => r.verdict === 'keep');
  const changes = rows.filter((r) => r.verdict !== 'keep');
  return { changes: shareWrong(changes, classes), keeps: shareWrong(keeps, classes) };
}

function shareWrong(rows: readonly Row[], classes: ClassNames): SecondReadings['changes'] {
  let [read, weight, squares, wrong, unresolved, unresolvedRows] = [0, 0, 0, 0, 0, 0];
  for (const r of rows) {
    const w = r.n / r.share;
    read += r.n;
    weight += w;
    squares += w / r.share;
    if (r.conflict) {
      unresolved += w;
      unresolvedRows += r.n;
    } else if (r.status !== statusOf[r.verdict] || (r.verdict === 'relabel' && classes.current(r.label) !== r.current))
      wrong += w;
  }
  if (read === 0) return null;
  // As many equally weighted answers as would know as much.
  const n = (weight * weight) / squares;
  const least = wilson((wrong / weight) * n, n);
  const most = wilson(((wrong + unresolved) / weight) * n, n);
  const settled = weight - unresolved;
  return {
    read,
    unresolved: unresolvedRows,
    wrong: { value: settled > 0 ? wrong / settled : 0, low: least.low, high: most.high },
  };
}
