import type { ISql } from 'postgres';
import type { AuditFilter } from '#/server/domain/auditFilter.ts';
import type { Fragment } from '#/server/services/queues/order.ts';

/** Where a page of the log ended. */
export interface AuditCursor {
  /** UTC, to the microsecond. */
  at: string;
  key: string;
}

interface Asked {
  sql: ISql;
  /** Null: what concerns the whole server, and the events of all datasets. */
  datasetId: number | null;
  filter: AuditFilter;
  after: AuditCursor | null;
}

/** Conditions that every source shares, on a row `t` with its time, its person and its sample. */
function common({ sql, filter, after }: Asked, key: Fragment, sampleId: Fragment): Fragment {
  const { userId, from, to, sample } = filter;
  return sql`
    ${userId === undefined ? sql`` : sql`and t.user_id = ${userId}`}
    ${from === undefined ? sql`` : sql`and t.at >= ${from}::date`}
    ${to === undefined ? sql`` : sql`and t.at < ${to}::date + 1`}
    ${sample === undefined ? sql`` : sql`and exists (select from sample p where p.id = ${sampleId} and p.external_id = ${sample})`}
    ${after === null ? sql`` : sql`and t.at <= ${after.at}::timestamptz and (t.at, ${key}) < (${after.at}::timestamptz, ${after.key})`}`;
}

/** The decision log of one dataset, undo and bulk included. */
export function decisionSource(asked: Asked): Fragment {
  const { sql, datasetId, filter } = asked;
  const key = sql`'d' || t.id::text`;
  return sql`
    select t.at, ${key} as key, 'decision.' || t.verdict as kind, t.user_id, t.dataset_id, t.sample_id, t.label,
      jsonb_strip_nulls(jsonb_build_object('number', t.seq, 'reason', t.reason, 'note', t.note, 'queue', t.queue_id, 'round', t.round_id,
        'guideline', t.guideline_version, 'reading', nullif(t.kind, 'reading'), 'bulk', t.bulk, 'file', t.source,
        'takesBack', (select o.seq from decision o where o.id = t.retracts), 'late', nullif(t.late, false),
        'milliseconds', t.milliseconds)) as detail
    from decision t where t.dataset_id = ${datasetId} ${common(asked, key, sql`t.sample_id`)}
    order by t.at desc, 2 desc limit ${filter.limit + 1}`;
}

/** What people said to each other. */
export function commentSource(asked: Asked): Fragment {
  const { sql, datasetId, filter } = asked;
  const key = sql`'c' || t.id::text`;
  return sql`
    select t.at, ${key} as key, 'comment' as kind, t.user_id, t.dataset_id, t.sample_id, null::smallint as label,
      jsonb_strip_nulls(jsonb_build_object('text', nullif(t.text, ''), 'thread', t.thread_id, 'edited', t.edited_at, 'deleted', t.deleted_at)) as detail
    from (select id, created_at as at, user_id, dataset_id, sample_id, text, thread_id, edited_at, deleted_at from comment where dataset_id = ${datasetId}) t
    where true ${common(asked, key, sql`t.sample_id`)} order by t.at desc, 2 desc limit ${filter.limit + 1}`;
}

/** What leads, admins and the server did. */
export function eventSource(asked: Asked): Fragment {
  const { sql, datasetId, filter } = asked;
  const key = sql`'e' || t.id::text`;
  return sql`
    select t.at, ${key} as key, t.kind, t.user_id, t.dataset_id, t.sample_id, null::smallint as label, t.detail
    from event t where ${datasetId === null ? sql`true` : sql`t.dataset_id = ${datasetId}`}
      ${filter.kind === undefined ? sql`` : sql`and t.kind = ${filter.kind}`}
      ${common(asked, key, sql`t.sample_id`)} order by t.at desc, 2 desc limit ${filter.limit + 1}`;
}
