import type { Sql } from 'postgres';
import type { StatsView } from '#/server/domain/views.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';

/** Standing decisions per reader, the busiest first. Time is the median from paint to key press, in milliseconds. */
export async function loadPeople(sql: Sql, dataset: DatasetRow): Promise<StatsView['people']> {
  return sql<StatsView['people']>`
    select coalesce(u.name, 'someone') as name, count(*)::int as decisions,
      count(*) filter (where d.verdict in ('relabel', 'none'))::int as changed,
      percentile_cont(0.5) within group (order by d.milliseconds)::float8 as "medianMilliseconds"
    from decision d left join "user" u on u.id = d.user_id
    where d.dataset_id = ${dataset.id} and d.verdict <> 'retract' and d.bulk is null and d.source is null
      and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id)
    group by d.user_id, u.name order by 2 desc, 1`;
}

/** The ten latest samples whose label people changed or struck. */
export async function loadLatest(sql: Sql, dataset: DatasetRow, classes: ClassNames): Promise<StatsView['latest']> {
  const rows = await sql<
    {
      id: string;
      external_id: string;
      given: number | null;
      current: number | null;
      status: string;
      name: string | null;
      at: Date;
    }[]
  >`
    select x.sample_id as id, p.external_id, p.given_class as given, x.current_class as current, x.status,
      coalesce(u.name, t.name) as name, x.decided_at as at
    from sample_state x join sample p on p.id = x.sample_id left join "user" u on u.id = x.decided_by
      left join patch t on x.decided_by = 'import:' || t.id
    where x.dataset_id = ${dataset.id} and x.status in ('changed', 'no_class')
    order by x.decided_at desc, x.last_seq desc limit 10`;
  return rows.map((r) => ({
    sampleId: r.id,
    externalId: r.external_id,
    given: classes.nameOf(r.given),
    label: classes.nameOf(r.current),
    verdict: r.status === 'no_class' ? 'none' : 'relabel',
    by: r.name ?? 'someone',
    at: r.at.toISOString(),
  }));
}
