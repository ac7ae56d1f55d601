import { randomUUID } from 'node:crypto';
import type { ISql, Sql } from 'postgres';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import { type Fragment, inQueue, orderValue } from '#/server/services/queues/order.ts';
import type { DrawnQueue } from '#/server/services/queues/require.ts';
import { isOver, isUntouched } from './answered.ts';
import { type Held, type HeldRow, heldColumns, toHeld } from './hold.ts';
import { floorOf, noteFloor } from './positions.ts';
import { firstSeat, hasSeat } from './seat.ts';
import { suggestedBy } from './suggestedBy.ts';
import { wasPlain } from './wasPlain.ts';

export interface Drawing {
  sql: Sql;
  queue: DrawnQueue;
  classes: ClassNames;
  roundId: number;
  userId: string;
  leaseMinutes: number;
  /** One time for everything drawn together: with its place it keeps the order, whichever transaction drew it. */
  at: Date;
  /** Events of the log since the round's watermark. */
  eventsSince: number;
  /** Where readers overlap, what is free differs from one to the next. */
  reader?: string;
}

/** A new lease and its place in the batch. */
export type Drawn = Held & { place: number };
export type LeasedRow = HeldRow & { place: number };

/** What an insert into `lease` answers with. */
export const leasedColumns = (sql: ISql, at: Date): Fragment =>
  sql`${heldColumns(sql)}, (extract(microseconds from served_at - ${at}::timestamptz))::int as place`;

export const toDrawn = (r: LeasedRow): Drawn => ({ ...toHeld(r), place: r.place });

/**
 * Condition on a sample id: neither settled nor a conflict, with a seat left, and not passed over, held or answered by this reader.
 * @param singly what only a bulk or a patch has settled is free: the audit asks for a look at each sample by itself
 */
export function isFree(
  sql: ISql,
  sampleId: Fragment,
  { userId, queue }: Pick<Drawing, 'userId' | 'queue'>,
  { singly = false } = {},
): Fragment {
  const settled = singly ? sql`x.status <> 'open' and not (x.bulk or x.imported)` : sql`x.status <> 'open'`;
  const reader = sql`${userId}`;
  // In this order, which `and` does not promise: of the many samples that are stepped over, nearly all are over.
  return sql`case when ${isOver(sql, sampleId, reader, { settled, singly })} then false
    when ${hasSeat(sql, sampleId, queue.policy.overlap)} then ${isUntouched(sql, sampleId, reader)} else false end`;
}

/** Is there anything left in the queue for this reader? */
export async function hasWaiting(d: Drawing): Promise<boolean> {
  const { sql, queue, classes, roundId } = d;
  const rows = await sql`
    select 1 from score s where s.round_id = ${roundId} and ${inQueue(sql, queue, classes)}
      and ${isFree(sql, sql`s.sample_id`, d)} limit 1`;
  return rows.length > 0;
}

/**
 * Leases the first free samples of the queue, one for each of `places`; fewer when it runs out. Samples that others are
 * just taking are stepped over (by locks that are no writes, as those of rows are); a sample taken between look and insert is refused by the index
 * `lease_held`, and the next is tried. Nobody waits, and nothing is held twice. Where much is settled already, the look
 * starts where the last one found something, and from the top only when that is not enough; see also `lookFromTop`.
 * @returns what was leased, each with its place
 */
export async function drawFromQueue(d: Drawing, places: number[], plain: ReadonlySet<number>): Promise<Drawn[]> {
  const drawn: Drawn[] = [];
  let floor = floorOf(d);
  for (let left = places; left.length > 0; ) {
    const rows = await drawStatement(d.sql, d, { places: left, ids: left.map(() => randomUUID()), plain, floor });
    const { picked, leases } = noteDrawn(d, rows, floor);
    drawn.push(...leases);
    left = left.filter((place) => !leases.some((l) => l.place === place));
    if (picked > 0) continue;
    if (floor === null) break;
    floor = null;
  }
  return drawn;
}

/** A lease with what the look as a whole has found; without a lease where nothing could be taken. */
export type QueueRowDrawn = LeasedRow & { picked: number; first: number | null };

interface Wanted {
  places: number[];
  /** A lease's id for each place. */
  ids: string[];
  plain: ReadonlySet<number>;
  /** The value from which on to look; null: from the top. */
  floor: number | null;
  /** As many places fewer are filled as there are leases among these. */
  unless?: string[];
}

/** The queue's samples that are free for this reader: what to select from, in which order, and the value that order goes by. */
export function freeSamples(tx: ISql, d: Pick<Drawing, 'queue' | 'classes' | 'roundId' | 'userId'>) {
  const { queue, classes, roundId } = d;
  const random = queue.policy.order === 'random';
  const value = random ? tx`(-p.audit_rank)::real` : orderValue(tx, queue.orderBy);
  const from = random
    ? tx`sample p join score s on s.round_id = ${roundId} and s.sample_id = p.id where p.dataset_id = ${queue.datasetId}`
    : tx`score s where s.round_id = ${roundId}`;
  return {
    value,
    free: tx`${from} and ${inQueue(tx, queue, classes)} and ${isFree(tx, tx`s.sample_id`, d)}`,
    by: random ? tx`p.audit_rank` : tx`${value} desc, s.sample_id`,
  };
}

/** First key of the advisory locks on samples that are just being taken; the sample is the second. */
const taking = 731_459;
/** So many times as many free samples as wanted are looked at, as far as others are just taking the first. */
const ahead = 8;

/** The statement that leases as many free samples as there are places. */
export function drawStatement(tx: ISql, d: Drawing, { places, ids, plain, floor, unless = [] }: Wanted) {
  const { queue, roundId, userId } = d;
  const { value, free, by } = freeSamples(tx, d);
  const fewer = unless.length ? tx`- (select count(*) from lease where id = any(${unless}::text[]))` : tx``;
  // A lease lost in a crash is no loss, so its commit does not wait for the disk.
  return tx<QueueRowDrawn[]>`
    with c as materialized (
      select * from (
        select s.sample_id, ${value} as v, ${suggestedBy(tx, queue)} as suggested_class
        from ${free} ${floor === null ? tx`` : tx`and ${value} <= ${floor}::real`}
        order by ${by} limit ${places.length * ahead}
      ) near where pg_try_advisory_xact_lock(${taking}, (sample_id % 2147483647)::int) limit ${places.length} ${fewer}
    ), o as (
      select sample_id, suggested_class, ${firstSeat(tx, tx`c.sample_id`)} as seat,
        row_number() over (order by v desc, sample_id)::int as n from c
    ), held as (
      insert into lease (id, dataset_id, sample_id, slot, queue_id, user_id, round_id, plain, blind, flipped, suggested_class, served_at, expires_at)
      select (${ids}::text[])[n], ${queue.datasetId}, sample_id, seat, ${queue.id}, ${userId}, ${roundId},
        (${places}::int[])[n] = any(${[...plain]}::int[]) or ${wasPlain(tx, tx`o.sample_id`, tx`${userId}`)}, ${queue.policy.blind}, random() < 0.5, suggested_class,
        ${d.at}::timestamptz + (${places}::int[])[n] * interval '1 microsecond',
        now() + ${d.leaseMinutes} * interval '1 minute'
      from o order by n
      on conflict do nothing
      returning ${leasedColumns(tx, d.at)}
    )
    select held.*, s.picked, s.first
    from (select count(*)::int as picked, max(v) as first, set_config('synchronous_commit', 'off', true) from c) s
    left join held on true`;
}

/**
 * Reads what a draw has found, and remembers where.
 * @returns picked: samples that were free at a look; some may have gone to others before they could be leased
 */
export function noteDrawn(
  d: Drawing,
  rows: readonly QueueRowDrawn[],
  floor: number | null,
): { picked: number; leases: Drawn[] } {
  const [found] = rows;
  if (!found) return { picked: 0, leases: [] };
  if (found.first !== null) noteFloor(d, found.first, floor === null);
  return { picked: found.picked, leases: rows.filter((r) => r.id !== null).map(toDrawn) };
}
