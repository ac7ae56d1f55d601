import type { ISql, Sql } from 'postgres';
import type { ReadingKind } from '#/server/domain/reading.ts';
import type { Fragment } from '#/server/services/queues/order.ts';

/** A lease as the item it serves needs it. */
export interface Held {
  id: string;
  sampleId: number;
  roundId: number;
  plain: boolean;
  kind: ReadingKind;
  blind: boolean;
  /** Of a blind pair the given label stands right. */
  flipped: boolean;
  suggestedClass: number | null;
  expiresAt: Date;
}

export interface HeldRow {
  id: string;
  sample_id: string;
  round_id: number;
  plain: boolean;
  kind: ReadingKind;
  blind: boolean;
  flipped: boolean;
  suggested_class: number | null;
  expires_at: Date;
}

/** The columns of a `HeldRow`. */
export const heldColumns = (sql: ISql): Fragment =>
  sql`id, sample_id, round_id, plain, kind, blind, flipped, suggested_class, expires_at`;

/** Ends every lease of the dataset whose time is up, so that its sample can be drawn again. Concurrent calls skip each other's. */
export async function endExpired(sql: Sql, datasetId: number): Promise<void> {
  await sql`
    update lease set ended_at = now(), ended_by = 'expired' where id = any(array(
      select id from lease where dataset_id = ${datasetId} and ended_by is null and expires_at <= now()
      for no key update skip locked))`;
}

export interface Holding {
  queueId: number;
  datasetId: number;
  userId: string;
  limit: number;
}

/** The reader's own open leases in this queue, in the order served; at most `limit`. */
export async function listHeld(sql: Sql, { queueId, datasetId, userId, limit }: Holding): Promise<Held[]> {
  const rows = await sql<HeldRow[]>`
    select ${heldColumns(sql)} from lease
    where user_id = ${userId} and dataset_id = ${datasetId} and queue_id = ${queueId} and ended_at is null and expires_at > now()
    order by served_at, id limit ${limit}`;
  return rows.map(toHeld);
}

/**
 * Starts the time of the reader's open leases anew; `roundId` is the round whose scores they are shown with from now on.
 * A blind pair stays as it was shown, and so does what the user's own models suggest: no round changes that.
 */
export async function renewHeld(
  sql: Sql,
  {
    ids,
    userId,
    leaseMinutes,
    roundId,
  }: { ids: string[]; userId: string; leaseMinutes: number; roundId: number | null },
): Promise<Held[]> {
  const rows = await sql<HeldRow[]>`
    update lease set expires_at = now() + ${leaseMinutes} * interval '1 minute', round_id = coalesce(${roundId}, round_id),
      suggested_class = case when blind or round_id = ${roundId}
        or exists (select from queue q where q.id = lease.queue_id and q.order_by = 'models-disagree') then suggested_class else
        coalesce((select s.suggested_class from score s where s.round_id = ${roundId} and s.sample_id = lease.sample_id), suggested_class) end
    where id = any(array(
      select id from lease where id = any(${ids}::text[]) and user_id = ${userId} and ended_at is null
      order by id for no key update))
    returning ${heldColumns(sql)}`;
  const byId = new Map(rows.map((r) => [r.id, toHeld(r)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export function toHeld(r: HeldRow): Held {
  return {
    id: r.id,
    sampleId: Number(r.sample_id),
    roundId: r.round_id,
    plain: r.plain,
    kind: r.kind,
    blind: r.blind,
    flipped: r.flipped,
    suggestedClass: r.suggested_class,
    expiresAt: r.expires_at,
  };
}
