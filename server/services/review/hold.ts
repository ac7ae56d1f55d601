import type { Sql } from 'postgres';

/** A lease as the item it serves needs it. */
export interface Held {
  id: string;
  sampleId: number;
  roundId: number;
  plain: boolean;
  expiresAt: Date;
}

export interface HeldRow {
  id: string;
  sample_id: string;
  round_id: number;
  plain: boolean;
  expires_at: Date;
}

/** Ends every lease of the dataset whose time is up, so that its sample can be drawn again. Concurrent calls skip each other's. */
export async function endExpired(sql: Sql, datasetId: number): Promise<void> {
  await sql`
    update lease set ended_at = now(), ended_by = 'expired' where id = any(array(
      select id from lease where dataset_id = ${datasetId} and ended_at is null and expires_at <= now()
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
    select id, sample_id, round_id, plain, expires_at from lease
    where user_id = ${userId} and dataset_id = ${datasetId} and queue_id = ${queueId} and ended_at is null and expires_at > now()
    order by served_at, id limit ${limit}`;
  return rows.map(toHeld);
}

/** Starts the time of the reader's open leases anew; `roundId` is the round whose scores they are shown with from now on. */
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
    update lease set expires_at = now() + ${leaseMinutes} * interval '1 minute', round_id = coalesce(${roundId}, round_id)
    where id = any(array(
      select id from lease where id = any(${ids}::text[]) and user_id = ${userId} and ended_at is null
      order by id for no key update))
    returning id, sample_id, round_id, plain, expires_at`;
  const byId = new Map(rows.map((r) => [r.id, toHeld(r)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export function toHeld(r: HeldRow): Held {
  return { id: r.id, sampleId: Number(r.sample_id), roundId: r.round_id, plain: r.plain, expiresAt: r.expires_at };
}
