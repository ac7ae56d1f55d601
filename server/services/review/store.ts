import type { ISql } from 'postgres';
import type { Statement } from '#/db/flight.ts';
import type { Bench, NewEvent } from './judge.ts';
import { foldEach, stateStatements } from './states.ts';

/** The statements that append the events and bring everything that follows from them up to date, for the caller's transaction. */
export function storeStatements(
  tx: ISql,
  {
    datasetId,
    bench,
    events,
    counted,
    leaseMinutes,
    guideline,
  }: {
    datasetId: number;
    bench: Bench;
    events: NewEvent[];
    counted: number;
    leaseMinutes: number;
    /** Number of the guideline in force; 0 for none. */
    guideline: number;
  },
): Statement[] {
  const decided = events.filter((e) => e.verdict !== 'retract' && e.lease).map((e) => e.lease!.id);
  const reopened = events.flatMap((e) => {
    const target = e.retracts === null ? null : bench.log.find((o) => o.id === e.retracts);
    return target?.leaseId ? [target.leaseId] : [];
  });
  const touched = [...new Set(events.map((e) => e.sampleId))];
  // Who answers anew has one seat, not two.
  const replaced = events.flatMap((e) =>
    e.verdict === 'retract'
      ? []
      : bench.log.flatMap((o) =>
          o.id > 0 && o.leaseId && o.leaseId !== e.leaseId && o.userId === e.userId && o.sampleId === e.sampleId
            ? [o.leaseId]
            : [],
        ),
  );
  return [
    insertEvents(tx, datasetId, events, guideline),
    ...(decided.length ? [endLeases(tx, decided)] : []),
    ...stateStatements(
      tx,
      datasetId,
      foldEach(touched, bench.log, (id) => bench.given.get(id) ?? null),
    ),
    tx`update dataset set event_seq = ${bench.seq}, decisions = decisions + ${counted} where id = ${datasetId}`,
    ...(replaced.length ? [freeSeats(tx, replaced)] : []),
    ...reopened.map((id) => reopen(tx, id, leaseMinutes)),
  ];
}

function endLeases(tx: ISql, ids: string[]) {
  return tx`
    update lease set ended_at = now(), ended_by = case when expires_at > now() then 'decision' else 'expired' end
    where id = any(array(
      select id from lease where id = any(${ids}::text[]) and ended_at is null order by id for no key update))`;
}

function insertEvents(tx: ISql, datasetId: number, events: NewEvent[], guideline: number) {
  return tx`insert into decision ${tx(
    events.map((e) => ({
      dataset_id: datasetId,
      seq: e.seq,
      sample_id: e.sampleId,
      user_id: e.userId,
      lease_id: e.leaseId,
      queue_id: e.lease?.queue_id ?? null,
      verdict: e.verdict,
      label: e.label,
      reason: e.reason,
      note: e.note,
      client_key: e.clientKey,
      retracts: e.retracts,
      round_id: e.lease?.round_id ?? null,
      guideline_version: guideline === 0 ? null : guideline,
      suggestion_shown: e.lease ? !e.lease.plain && !e.lease.blind : false,
      suggested_class: e.lease?.suggested_class ?? null,
      kind: e.kind,
      asked: e.asked,
      agree: e.agree,
      second_share: e.secondShare,
      second_drawn: e.secondDrawn,
      audit: e.lease?.audit ?? false,
      late: e.late,
      milliseconds: e.milliseconds,
      at: e.at,
    })),
  )}`;
}

function freeSeats(tx: ISql, ids: string[]) {
  return tx`update lease set ended_by = 'released' where id = any(${ids}::text[]) and ended_by = 'decision'`;
}

/** After an undo the reader gets the sample back under the lease they had, unless others have taken every seat by now. */
function reopen(tx: ISql, leaseId: string, leaseMinutes: number) {
  const others = tx`o.sample_id = l.sample_id and o.id <> l.id`;
  return tx`
    update lease l set ended_at = null, ended_by = null, expires_at = now() + ${leaseMinutes} * interval '1 minute'
    where l.id = ${leaseId} and l.ended_at is not null
      and not exists (
        select from lease o where ${others} and (o.ended_at is null or o.ended_by = 'decision')
          and (o.slot = l.slot or (o.user_id = l.user_id and o.ended_at is null)))
      and (select count(*) from lease o where ${others} and (o.ended_at is null or o.ended_by = 'decision')) < greatest(
        (select x.seats from sample_state x where x.sample_id = l.sample_id),
        (select coalesce((q.policy->>'overlap')::int, 1) from queue q where q.id = l.queue_id), 1)`;
}
