import type { ISql } from 'postgres';
import type { Statement } from '#/db/flight.ts';
import { foldDecisions } from '#/server/domain/currentLabel.ts';
import type { Bench, NewEvent } from './judge.ts';

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
    ...storeStates(tx, datasetId, bench, events),
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

/** What the log adds up to, per sample touched; no row where everything was taken back. */
function storeStates(tx: ISql, datasetId: number, bench: Bench, events: NewEvent[]): Statement[] {
  const touched = [...new Set(events.map((e) => e.sampleId))];
  const folded = touched.map((id) => ({
    id,
    state: foldDecisions(
      bench.log.filter((e) => e.sampleId === id),
      bench.given.get(id) ?? null,
    ),
  }));
  const rows = folded.flatMap(({ id, state }) =>
    state
      ? [
          {
            sample_id: id,
            dataset_id: datasetId,
            status: state.status,
            current_class: state.currentClass,
            other_class: state.otherClass,
            decided_by: state.decidedBy,
            decided_at: state.decidedAt,
            bulk: state.bulk,
            decisions: state.decisions,
            last_seq: state.lastSeq,
            consensus: state.consensus,
            confirmed: state.confirmed,
            seats: state.seats,
            second_queue: state.secondQueue,
          },
        ]
      : [],
  );
  const empty = folded.flatMap(({ id, state }) => (state ? [] : [id]));
  const statements: Statement[] = [];
  if (rows.length)
    statements.push(tx`
      insert into sample_state ${tx(rows)} on conflict (sample_id) do update set
        status = excluded.status, current_class = excluded.current_class, other_class = excluded.other_class,
        decided_by = excluded.decided_by, decided_at = excluded.decided_at, bulk = excluded.bulk, decisions = excluded.decisions,
        last_seq = excluded.last_seq,
        consensus = excluded.consensus, confirmed = excluded.confirmed, seats = excluded.seats, second_queue = excluded.second_queue`);
  if (empty.length) statements.push(tx`delete from sample_state where sample_id = any(${empty}::bigint[])`);
  return statements;
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
