import type { ISql } from 'postgres';
import type { BulkFilter } from '#/server/domain/bulk.ts';
import type { Verdict } from '#/server/domain/verdict.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { type Fragment, inQueue } from '#/server/services/queues/order.ts';
import type { QueueRow } from '#/server/services/queues/require.ts';
import { sampleFilter, textMatches } from '#/server/services/samples/filter.ts';

interface About {
  bulkId: number;
  datasetId: number;
  roundId: number | null;
  seed: string;
  classes: ClassNames;
  /** The samples have to lie in this queue. */
  queue?: QueueRow;
}

interface ItemDecision {
  verdict: Verdict;
  label: number | null;
  reason: string | null;
}

/** The given labels that count as some class, as `p.given_class` is stored. */
const countsAs = (sql: ISql, { classes }: About, label: number | null): Fragment =>
  sql`p.given_class = any(${label === null ? [] : classes.members(classes.nameOf(label) ?? '')}::smallint[])`;

/** Nobody has said anything about `sample p` that stands. */
const undecided = (sql: ISql): Fragment => sql`not exists (select from sample_state x where x.sample_id = p.id)`;

/** `sample p` has a given label that can be kept. */
const keepable = (sql: ISql, { classes }: About): Fragment =>
  sql`p.given_class is not null and p.given_class <> all(${classes.gone}::smallint[])`;

/** Puts every undecided sample of a filter into a bulk, at random places. Relabelling what has the label keeps it. */
export function filteredStatement(
  sql: ISql,
  about: About,
  filter: BulkFilter,
  { verdict, label, reason }: ItemDecision,
) {
  const { bulkId, datasetId, roundId, seed, classes, queue } = about;
  const { search, queueId: _, ...rest } = filter;
  return sql`
    insert into bulk_item (bulk_id, sample_id, position, verdict, label, reason)
    select ${bulkId}, t.id, row_number() over (order by md5(${seed} || t.id)) - 1,
      case when t.same then 'keep' else ${verdict} end, case when t.same then null else ${label}::smallint end, ${reason}
    from (
      select p.id, ${countsAs(sql, about, label)} as same from sample p
      left join score s on s.round_id = ${roundId} and s.sample_id = p.id
      left join sample_state x on x.sample_id = p.id
      where p.dataset_id = ${datasetId} ${sampleFilter(sql, rest, classes)} ${textMatches(sql, search)}
        ${queue ? sql`and ${inQueue(sql, queue, classes)}` : sql``}
        and ${undecided(sql)} ${verdict === 'keep' ? sql`and ${keepable(sql, about)}` : sql``}
    ) t`;
}

/** Puts chosen samples into a bulk, at random places. */
export function chosenStatement(sql: ISql, about: About, items: readonly (ItemDecision & { sampleId: number })[]) {
  const { bulkId, datasetId, roundId, seed, classes, queue } = about;
  const within = queue
    ? sql`and exists (select from score s where s.round_id = ${roundId} and s.sample_id = p.id and ${inQueue(sql, queue, classes)})`
    : sql``;
  return sql`
    insert into bulk_item (bulk_id, sample_id, position, verdict, label, reason)
    select ${bulkId}, t.id, row_number() over (order by md5(${seed} || t.id)) - 1,
      case when t.same then 'keep' else t.verdict end, case when t.same then null else t.label end, t.reason
    from (
      select distinct on (p.id) p.id, i.verdict, i.label, i.reason,
        i.verdict = 'relabel' and i.label = (${sql.json(classes.currents)}::jsonb->>p.given_class::int)::smallint as same
      from unnest(${items.map((i) => i.sampleId)}::bigint[], ${items.map((i) => i.verdict)}::text[],
        ${items.map((i) => i.label)}::smallint[], ${items.map((i) => i.reason)}::text[]) as i(id, verdict, label, reason)
      join sample p on p.id = i.id and p.dataset_id = ${datasetId}
      where ${undecided(sql)} and (i.verdict <> 'keep' or ${keepable(sql, about)}) ${within}
    ) t`;
}
