import type { ISql } from 'postgres';
import { foldDecisions } from '#/server/domain/currentLabel.ts';
import type { Bench, NewEvent } from './judge.ts';

/** Appends the events and brings everything that follows from them up to date, in the caller's transaction, in one flight. */
export async function storeEvents(
  tx: ISql,
  {
    datasetId,
    bench,
    events,
    counted,
    leaseMinutes,
  }: { datasetId: number; bench: Bench; events: NewEvent[]; counted: number; leaseMinutes: number },
): Promise<void> {
  const decided = events.filter((e) => e.verdict !== 'retract' && e.lease).map((e) => e.lease!.id);
  const reopened = events.flatMap((e) => {
    const target = e.retracts === null ? null : bench.log.find((o) => o.id === e.retracts);
    return target?.leaseId ? [target.leaseId] : [];
  });
  await Promise.all([
    insertEvents(tx, datasetId, events),
    decided.length &&
      tx`update lease set ended_at = now(), ended_by = case when expires_at > now() then 'decision' else 'expired' end
         where id = any(array(
           select id from lease where id = any(${decided}::text[]) and ended_at is null order by id for no key update))`,
    storeStates(tx, datasetId, bench, events),
    tx`update dataset set event_seq = ${bench.seq}, decisions = decisions + ${counted} where id = ${datasetId}`,
    ...reopened.map((id) => reopen(tx, id, leaseMinutes)),
  ]);
}

function insertEvents(tx: ISql, datasetId: number, events: NewEvent[]) {
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
      suggestion_shown: e.lease ? !e.lease.plain : false,
      audit: e.lease?.audit ?? false,
      late: e.late,
      milliseconds: e.milliseconds,
      at: e.at,
    })),
  )}`;
}

/** What the log adds up to, per sample touched; no row where everything was taken back. */
async function storeStates(tx: ISql, datasetId: number, bench: Bench, events: NewEvent[]): Promise<void> {
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
            decisions: state.decisions,
            last_seq: state.lastSeq,
          },
        ]
      : [],
  );
  const empty = folded.flatMap(({ id, state }) => (state ? [] : [id]));
  await Promise.all([
    rows.length &&
      tx`insert into sample_state ${tx(rows)} on conflict (sample_id) do update set
        status = excluded.status, current_class = excluded.current_class, other_class = excluded.other_class,
        decided_by = excluded.decided_by, decided_at = excluded.decided_at, decisions = excluded.decisions, last_seq = excluded.last_seq`,
    empty.length && tx`delete from sample_state where sample_id = any(${empty}::bigint[])`,
  ]);
}

/** After an undo the reader gets the sample back under the lease they had, unless another holds it by now. */
function reopen(tx: ISql, leaseId: string, leaseMinutes: number) {
  return tx`
    update lease l set ended_at = null, ended_by = null, expires_at = now() + ${leaseMinutes} * interval '1 minute'
    where l.id = ${leaseId} and l.ended_at is not null
      and not exists (select from lease o where o.sample_id = l.sample_id and o.ended_at is null)`;
}
