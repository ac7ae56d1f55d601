import type { ISql } from 'postgres';
import type { ClassMap } from '#/server/domain/classMap.ts';

/** How stored indices read before an operation and after it; `indices` are all that there are. */
export interface Reread {
  datasetId: number;
  indices: readonly number[];
  before: ClassMap;
  after: ClassMap;
}

/** What was found before the lock was taken. */
export interface Looked {
  /** The last event of the log that was certainly seen. */
  seen: number;
  /** Samples whose logs have to be folded anew. */
  rest: number[];
}

/**
 * Looks through the decisions on labels that read differently now, for `moveStates` in the same transaction. It takes longer than
 * what follows and needs no lock: what is decided meanwhile is looked at afterwards.
 */
export async function lookThrough(tx: ISql, { datasetId, indices, before, after }: Reread): Promise<Looked> {
  const touched = indices.filter((i) => before.current(i) !== after.current(i));
  const [head] = await tx<{ seq: number }[]>`select event_seq as seq from dataset where id = ${datasetId}`;
  await tx`
    create temporary table reread on commit drop as
    with m as (
      select * from unnest(${[...indices]}::smallint[], ${indices.map((i) => before.current(i))}::smallint[],
        ${indices.map((i) => after.current(i))}::smallint[]) as m(raw, before, after)
    ), touched as (
      select id from sample where dataset_id = ${datasetId} and given_class = any(${touched}::smallint[])
      union select sample_id from decision where dataset_id = ${datasetId} and label = any(${touched}::smallint[])
    ), log as (
      select sample_id, min(label) as label, coalesce(min(label) = max(label), true) as one,
        bool_or(verdict = 'keep') as keeps, bool_or(verdict = 'relabel') as relabels, bool_or(verdict = 'both') as boths,
        bool_or(verdict not in ('keep', 'relabel', 'both', 'retract')) as others
      from decision where sample_id in (select id from touched) group by sample_id
    )
    select log.sample_id, g.before as given_before, g.after as given_after, l.before as label_before, l.after as label_after,
      one and (s.given_class is null or (g.before is not null and g.after is not null))
        and (label is null or (l.before is not null and l.after is not null))
        and not (boths and (s.given_class is null or s.given_class = label))
        and coalesce(s.given_class = label or (g.before <> l.before and g.after <> l.after), true) as moves,
      one and not others and (not keeps or (s.given_class is not null and g.after is null))
        and (not relabels or l.after is null) and (not boths or g.after is null or l.after is null) as gone
    from log join sample s on s.id = log.sample_id left join m g on g.raw = s.given_class left join m l on l.raw = label`;
  const rest = await tx<{ id: string }[]>`select sample_id as id from reread where not moves and not gone order by 1`;
  return { seen: head?.seq ?? 0, rest: rest.map((r) => Number(r.id)) };
}

/**
 * Brings the stored states of samples whose labels read differently now up to date, in two statements where that needs no
 * look at their logs, which is nearly always. What decisions add up to asks of two labels only whether they are the same: so
 * where a sample's labels were apart before and are apart afterwards, its state is the same one with the labels' new
 * readings; and where all of its decisions say nothing any more, there is none. The caller holds the dataset's lock.
 */
export async function moveStates(tx: ISql): Promise<void> {
  await tx`
    update sample_state x set
      current_class = case x.current_class when given_before then given_after when label_before then label_after else x.current_class end,
      other_class = case x.other_class when given_before then given_after when label_before then label_after else x.other_class end
    from reread r where r.moves and x.sample_id = r.sample_id`;
  await tx`delete from sample_state x using reread r where r.gone and not r.moves and x.sample_id = r.sample_id`;
  await tx`drop table reread`;
}

/** Samples decided after an event of the log. */
export async function decidedSince(tx: ISql, datasetId: number, seen: number): Promise<number[]> {
  const rows = await tx<{ id: string }[]>`
    select distinct sample_id as id from decision where dataset_id = ${datasetId} and seq > ${seen} order by 1`;
  return rows.map((r) => Number(r.id));
}
