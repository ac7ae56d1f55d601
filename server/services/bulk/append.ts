import type { ISql } from 'postgres';
import type { Verdict } from '#/server/domain/verdict.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { refold } from '#/server/services/review/refold.ts';

/** An event about one sample, as a bulk or an imported patch writes it. */
export interface BulkEvent {
  sampleId: number;
  verdict: Verdict | 'retract';
  label: number | null;
  reason: string | null;
  clientKey: string;
  /** id of the decision taken back. */
  retracts: number | null;
  milliseconds: number | null;
}

export interface Appending {
  datasetId: number;
  userId: string;
  /** Number of the log's last event, as read under the dataset's lock. */
  seq: number;
  roundId: number | null;
  guideline: number;
  /** Written by that bulk, or taken singly to verify it. */
  bulk?: number;
  verifies?: number;
  /** The imported patch that they come from. */
  source?: string;
  classes: ClassNames;
}

/**
 * Appends events to the log and brings the states up to date, inside the caller's transaction, which holds the dataset's
 * lock. What was stored under the same client key before is left alone.
 * @returns number of events appended
 */
export async function appendEvents(tx: ISql, about: Appending, events: readonly BulkEvent[]): Promise<number> {
  if (!events.length) return 0;
  await tx`savepoint events`;
  let written = await insertNew(tx, about, events);
  if (written.length > 0 && written.length < events.length) {
    // Some were stored before, and left holes in the numbers.
    await tx`rollback to savepoint events`;
    const stored = await tx<{ client_key: string }[]>`
      select client_key from decision
      where user_id = ${about.userId} and client_key = any(${events.map((e) => e.clientKey)}::text[])`;
    const known = new Set(stored.map((s) => s.client_key));
    written = await insertNew(
      tx,
      about,
      events.filter((e) => !known.has(e.clientKey)),
    );
  }
  if (!written.length) return 0;
  await tx`update dataset set event_seq = event_seq + ${written.length} where id = ${about.datasetId}`;
  const sampleIds = written.map((w) => Number(w.sample_id));
  await refold(tx, { datasetId: about.datasetId, sampleIds, map: about.classes });
  return written.length;
}

/**
 * Inserts the events that are not stored yet, numbered as if none were. The key's own index tells: looking for the keys
 * first is planned from old counts while a bulk is written, and would read all that its reader ever decided, per piece.
 */
function insertNew(tx: ISql, about: Appending, events: readonly BulkEvent[]) {
  const { datasetId, userId, seq, roundId, guideline, bulk, verifies, source } = about;
  return tx<{ sample_id: string }[]>`
    insert into decision (dataset_id, seq, sample_id, user_id, verdict, label, reason, client_key, retracts, milliseconds,
      round_id, guideline_version, suggestion_shown, bulk, verifies, source)
    select ${datasetId}, ${seq} + row_number() over (order by e.n), e.sample_id, ${userId}, e.verdict, e.label, e.reason,
      e.client_key, e.retracts, e.milliseconds, ${roundId}, ${guideline === 0 ? null : guideline}, false, ${bulk ?? null}, ${verifies ?? null}, ${source ?? null}
    from unnest(${events.map((e) => e.sampleId)}::bigint[], ${events.map((e) => e.verdict)}::text[],
      ${events.map((e) => e.label)}::smallint[], ${events.map((e) => e.reason)}::text[],
      ${events.map((e) => e.clientKey)}::text[], ${events.map((e) => e.retracts)}::bigint[],
      ${events.map((e) => e.milliseconds)}::int[]) with ordinality
      as e(sample_id, verdict, label, reason, client_key, retracts, milliseconds, n)
    on conflict (user_id, client_key) do nothing
    returning sample_id`;
}

/** Takes the dataset's lock: from here to the commit nothing else is written to its log. */
export async function lockLog(tx: ISql, datasetId: number) {
  const [row] = await tx<
    { event_seq: number; round_id: number | null; guideline_version: number; lease_minutes: number }[]
  >`
    select event_seq, round_id, guideline_version, coalesce((settings->>'leaseMinutes')::float8, 10) as lease_minutes
    from dataset where id = ${datasetId} for no key update`;
  return row
    ? { seq: row.event_seq, roundId: row.round_id, guideline: row.guideline_version, leaseMinutes: row.lease_minutes }
    : null;
}
