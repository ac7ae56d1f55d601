import type { ISql } from 'postgres';
import type { ClassMap } from '#/server/domain/classMap.ts';
import type { DecisionEvent } from '#/server/domain/currentLabel.ts';
import type { ReadingKind } from '#/server/domain/reading.ts';
import { throughClasses } from '#/server/domain/throughClasses.ts';
import type { Verdict } from '#/server/domain/verdict.ts';

export interface LoggedEvent extends DecisionEvent {
  sampleId: number;
  leaseId: string | null;
  clientKey: string;
}

export interface EventRow {
  id: string;
  seq: number;
  sample_id: string;
  user_id: string;
  verdict: Verdict | 'retract';
  label: number | null;
  reason: string | null;
  retracts: string | null;
  late: boolean;
  bulk: boolean;
  imported: boolean;
  at: Date;
  lease_id: string | null;
  client_key: string;
  kind: ReadingKind;
  asked: number;
  agree: number;
  second_drawn: boolean;
  audit: boolean;
  queue_id: number | null;
}

/** The decision log of some samples, in order; with what the reader sent under some client keys, wherever it went. */
export function logStatement(
  sql: ISql,
  sampleIds: number[],
  { userId, clientKeys }: { userId: string; clientKeys: string[] },
) {
  return sql<EventRow[]>`
    select id, seq, sample_id, user_id, verdict, label, reason, retracts, late, bulk is not null as bulk,
      source is not null as imported, at, lease_id,
      client_key, kind, asked, agree, second_drawn, audit, queue_id
    from decision where id = any(array(
      select id from decision where sample_id = any(${sampleIds}::bigint[])
      union all select id from decision where user_id = ${userId} and client_key = any(${clientKeys}::text[]))) order by seq`;
}

/** The log as it reads after all operations on classes. `given`: the stored given label of a sample. */
export function readThrough(
  log: readonly LoggedEvent[],
  given: (sampleId: number) => number | null,
  map: ClassMap,
): LoggedEvent[] {
  return log.flatMap((e) => [...throughClasses([e], given(e.sampleId), map).events]);
}

export function toLog(rows: readonly EventRow[]): LoggedEvent[] {
  return rows.map((r) => ({
    id: Number(r.id),
    seq: r.seq,
    sampleId: Number(r.sample_id),
    userId: r.user_id,
    verdict: r.verdict,
    label: r.label,
    reason: r.reason,
    retracts: r.retracts === null ? null : Number(r.retracts),
    late: r.late,
    bulk: r.bulk,
    imported: r.imported,
    at: r.at,
    leaseId: r.lease_id,
    clientKey: r.client_key,
    kind: r.kind,
    asked: r.asked,
    agree: r.agree,
    secondDrawn: r.second_drawn,
    audit: r.audit,
    queueId: r.queue_id,
  }));
}
