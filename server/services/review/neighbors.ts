import type { ISql } from 'postgres';
import type { StoredContent } from '#/db/schema/index.ts';
import type { Status } from '#/server/domain/verdict.ts';
import type { NeighborView } from '#/server/domain/views.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import type { Fragment } from '#/server/services/queues/order.ts';
import { excerptOf, toContentView } from '#/server/services/samples/content.ts';

const shown = 5;
/** Characters of a neighbour's text; the whole is a click away. */
const excerpt = 400;

export interface NeighborRow {
  of: string;
  id: string;
  content: StoredContent;
  given: number | null;
  status: Status | null;
  current: number | null;
  similarity: number;
  note: string | null;
}

/**
 * Reads the five nearest of each sample. `offset 0` keeps the order of look-ups: right after an import the planner knows nothing of a dataset's size, and would
 * read all of its neighbours. Notes are of settled samples only: a pending reading's would tell what it says.
 * @param sampleIds an expression: an array of ids
 */
export function neighborStatement(sql: ISql, datasetId: number, sampleIds: Fragment) {
  return sql<NeighborRow[]>`
    with s as materialized (
      select id, row from sample where id = any(${sampleIds}) and dataset_id = ${datasetId}
    )
    select s.id as of, b.id, b.given_class as given, x.status, x.current_class as current, near.similarity,
      ${excerptOf(sql, sql`b.content`, excerpt)} as content,
      case when x.status <> 'open' then (
        select left(d.note, ${excerpt}::int) from decision d where d.sample_id = b.id and d.note is not null and d.verdict <> 'retract'
          and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id)
        order by d.seq desc limit 1) end as note
    from s
    cross join lateral (
      select rows, similarities from neighbors where dataset_id = ${datasetId} and row = s.row offset 0
    ) n
    cross join lateral (
      select r as row, v as similarity, i from unnest(n.rows[1:${sql.unsafe(String(shown))}], n.similarities[1:${sql.unsafe(String(shown))}]) with ordinality as t(r, v, i)
    ) near
    cross join lateral (
      select id, given_class, content from sample where dataset_id = ${datasetId} and row = near.row offset 0
    ) b
    left join sample_state x on x.sample_id = b.id
    order by s.id, near.i`;
}

/** The neighbours of each sample, nearest first, with given or settled labels; an open reading is never shown. */
export function toNeighborViews(rows: readonly NeighborRow[], classes: ClassNames): Map<number, NeighborView[]> {
  const found = new Map<number, NeighborView[]>();
  for (const r of rows) {
    const list = found.get(Number(r.of)) ?? [];
    list.push(toNeighborView(r, classes));
    found.set(Number(r.of), list);
  }
  return found;
}

function toNeighborView(r: NeighborRow, classes: ClassNames): NeighborView {
  const given = classes.nameOf(r.given);
  const base = {
    id: r.id,
    content: toContentView(r.id, r.content, excerpt),
    similarity: r.similarity,
    note: r.status === null ? null : r.note,
  };
  if (r.status === 'kept') return { ...base, label: given, was: null, state: 'kept' };
  if (r.status === 'changed') return { ...base, label: classes.nameOf(r.current), was: given, state: 'changed' };
  if (r.status === 'no_class') return { ...base, label: null, was: given, state: 'none' };
  return { ...base, label: given, was: null, state: 'given' };
}
