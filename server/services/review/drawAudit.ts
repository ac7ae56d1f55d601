import { randomUUID } from 'node:crypto';
import type { ISql } from 'postgres';
import { flight } from '#/db/flight.ts';
import { type Drawing, type Drawn, isFree, type LeasedRow, leasedColumns, toDrawn } from './draw.ts';
import { firstSeat } from './seat.ts';

/** First key of the advisory lock that lets one draw at a time move a dataset's cursor; the dataset is the second. */
const auditLock = 731_458;

/** Waits until no other draw moves the dataset's cursor; from here to the end of the transaction none does. */
export const auditTurn = (tx: ISql, datasetId: number) => tx`
  select pg_advisory_xact_lock(${auditLock}, ${datasetId})`;

/** Leases the next samples of the dataset's random permutation, one for each of `places`; see `auditStatements`. */
export async function drawFromAudit(d: Drawing, places: number[]): Promise<Drawn[]> {
  if (!places.length) return [];
  let drawn!: PromiseLike<LeasedRow[]>;
  await flight(d.sql, (tx) => {
    const statements = auditStatements(tx, d, { places, ids: places.map(() => randomUUID()) });
    drawn = statements.drawn;
    return statements.all;
  });
  return (await drawn).map(toDrawn);
}

interface Wanted {
  places: number[];
  /** A lease's id for each place. */
  ids: string[];
  /** Draws nothing unless one of these leases is there: the audit only accompanies a queue that still has samples. */
  after?: string[];
}

/**
 * The transaction that leases the next samples of the dataset's random permutation. Draws of a dataset take
 * turns, beside the decisions, and the cursor moves in the same transaction. Passed over: singly settled samples, which are audited already with
 * the answer they have, and held ones, whose lease becomes the audit's. Audit draws that ended without an answer come first,
 * so that the audit has no holes.
 * @returns all: what to send, in order; drawn: the statement that answers with what was leased, each with its place, fewer
 *   at the permutation's end
 */
export function auditStatements(tx: ISql, d: Drawing, { places, ids, after }: Wanted) {
  const { queue, roundId, userId } = d;
  const { datasetId } = queue;
  const wanted = after ? tx`exists (select from lease where id = any(${after}::text[]))` : tx`true`;
  const drawn = tx<LeasedRow[]>`
    with at as materialized (select coalesce((select cursor from audit where dataset_id = ${datasetId}), 0) as rank),
    lost as (
      select distinct s.id, s.audit_rank as rank from lease l join sample s on s.id = l.sample_id
      where l.dataset_id = ${datasetId} and l.audit and l.ended_by in ('expired', 'released', 'skipped')
        and ${isFree(tx, tx`s.id`, d, { singly: true })} order by s.audit_rank limit ${places.length}
    ), ahead as (
      select s.id, s.audit_rank as rank from sample s
      where s.dataset_id = ${datasetId} and s.audit_rank >= (select rank from at) and s.given_class is not null
        and ${isFree(tx, tx`s.id`, d, { singly: true })} order by s.audit_rank limit ${places.length}
    ), picked as materialized (
      select id, rank, row_number() over (order by rank)::int as n
      from (select * from lost union select * from ahead order by rank limit ${places.length}) t where ${wanted}
    ), finish as (select greatest((select rank from at), max(rank) + 1) as rank from picked),
    passed as (
      update lease l set audit = true
      where l.sample_id = any(array(
          select s.id from sample s
          where s.dataset_id = ${datasetId} and s.audit_rank >= (select rank from at) and s.audit_rank < (select rank from finish)))
        and l.ended_at is null and l.kind = 'reading' and not l.audit
    ), moved as (
      insert into audit (dataset_id, cursor) select ${datasetId}, rank from finish where rank > (select rank from at)
      on conflict (dataset_id) do update set cursor = excluded.cursor
    )
    insert into lease (id, dataset_id, sample_id, slot, queue_id, user_id, round_id, audit, plain, blind, flipped, suggested_class, served_at, expires_at)
    select (${ids}::text[])[n], ${datasetId}, p.id, ${firstSeat(tx, tx`p.id`)}, ${queue.id}, ${userId}, ${roundId}, true, true,
      ${queue.policy.blind}, random() < 0.5,
      (select s.suggested_class from score s where s.round_id = ${roundId} and s.sample_id = p.id),
      ${d.at}::timestamptz + (${places}::int[])[n] * interval '1 microsecond', now() + ${d.leaseMinutes} * interval '1 minute'
    from picked p where set_config('synchronous_commit', 'off', true) is not null
    on conflict do nothing
    returning ${leasedColumns(tx, d.at)}`;
  // The lock on its own, so that what follows sees what was drawn while this waited.
  return { all: [tx`begin`, auditTurn(tx, datasetId), drawn, tx`commit`], drawn };
}
