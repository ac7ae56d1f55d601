import type { Sql } from 'postgres';
import type { StatsView } from '#/server/domain/views.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';

/** Points of the curve at most. */
const most = 400;

/**
 * Standing decisions of the log, in order: whether each was for another label (`hit`), and whether it is the one by which
 * the sample's label counts as changed (`found`): of several readings of one sample, the last of those. Bulk decisions, and the
 * single ones that verify a bulk, were not brought up by the order of review and say nothing about it; a label
 * of a class that was split is not corrected, but found anew.
 */
const hits = (sql: Sql, dataset: DatasetRow, split: readonly number[]) => sql`
  select seq, verdict in ('relabel', 'none') as hit,
    verdict in ('relabel', 'none')
      and row_number() over (partition by d.sample_id, verdict in ('relabel', 'none') order by seq desc) = 1
      and exists (select from sample_state x where x.sample_id = d.sample_id and x.status in ('changed', 'no_class')) as found,
    row_number() over (order by seq) as n, count(*) over () as total
  from decision d
  where dataset_id = ${dataset.id} and seq <= ${dataset.eventSeq} and verdict <> 'retract' and kind <> 'gold' and bulk is null and verifies is null and source is null
    and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id)
    ${split.length ? sql`and (select p.given_class from sample p where p.id = d.sample_id) <> all(${[...split]}::smallint[])` : sql``}`;

export interface Progress {
  /** Cumulative [decisions, labels changed]; the first point is [0, 0], the last the present. */
  points: [number, number][];
  last: number;
  of: number;
  decisions: number;
  rounds: StatsView['curve']['rounds'];
  byRound: StatsView['hitRate']['byRound'];
}

/** The course of the work: what the decisions found, one after the other and round by round. */
export async function loadProgress(sql: Sql, dataset: DatasetRow): Promise<Progress> {
  const split = (
    await sql<{ index: number }[]>`select index from class where dataset_id = ${dataset.id} and split`
  ).map((c) => c.index);
  const [points, rounds] = await Promise.all([
    sql<{ n: number; changed: number; total: number; recent: number }[]>`
      with h as (${hits(sql, dataset, split)}),
      c as (select n, total, sum(found::int) over (order by seq) as changed,
        sum(hit::int) over (order by seq rows between 99 preceding and current row) as recent from h)
      select n::int, changed::int, total::int, recent::int from c
      where n % greatest(1, ceil(total / ${most - 2}::float8)::int) = 0 or n = total order by n`,
    sql<{ number: number; decisions: number; hit_rate: number | null }[]>`
      select number, decisions, hit_rate from round
      where dataset_id = ${dataset.id} and state = 'published' order by number`,
  ]);
  const end = points.at(-1);
  const of = Math.min(100, end?.total ?? 0);
  return {
    points: [[0, 0], ...points.map((p): [number, number] => [p.n, p.changed])],
    last: of ? (end?.recent ?? 0) / of : 0,
    of,
    decisions: end?.total ?? 0,
    rounds: rounds.map(({ number, decisions }) => ({ number, decisions })),
    byRound: rounds.flatMap((r) =>
      r.hit_rate === null ? [] : [{ round: r.number, rate: r.hit_rate, decisions: r.decisions }],
    ),
  };
}
