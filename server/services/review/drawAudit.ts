import { randomUUID } from 'node:crypto';
import { inTransaction } from '#/db/transaction.ts';
import type { Drawing } from './draw.ts';
import { isFree } from './draw.ts';

/**
 * Leases the next samples of the dataset's random permutation, one for each of `places`. Draws take turns on the
 * dataset's row, and the cursor moves in the same transaction. Passed over: settled samples, which are audited already
 * with the answer they have, and held ones, whose lease becomes the audit's. Audit draws that ended without an answer
 * come first, so that the audit has no holes.
 * @returns how many were leased; fewer at the permutation's end
 */
export async function drawFromAudit(d: Drawing, places: number[]): Promise<number> {
  if (!places.length) return 0;
  const { sql, queue, roundId, userId } = d;
  return inTransaction(sql, async (tx) => {
    const [at] = await tx<{ cursor: number }[]>`
      select audit_cursor as cursor from dataset where id = ${queue.datasetId} for no key update`;
    const cursor = at?.cursor ?? 0;
    const picked = await tx<{ id: string; rank: number }[]>`
      (select s.id, s.audit_rank as rank from lease l join sample s on s.id = l.sample_id
       where l.dataset_id = ${queue.datasetId} and l.audit and l.ended_by in ('expired', 'released', 'skipped')
         and ${isFree(tx, tx`s.id`, userId)} group by s.id order by s.audit_rank limit ${places.length})
      union all
      (select s.id, s.audit_rank from sample s
       where s.dataset_id = ${queue.datasetId} and s.audit_rank >= ${cursor} and s.given_class is not null
         and ${isFree(tx, tx`s.id`, userId)} order by s.audit_rank limit ${places.length})
      limit ${places.length}`;
    if (!picked.length) return 0;
    const end = Math.max(cursor, ...picked.map((p) => p.rank + 1));
    const held = await tx`
      insert into lease (id, dataset_id, sample_id, queue_id, user_id, round_id, audit, plain, served_at, expires_at)
      select l.id, ${queue.datasetId}, l.sample_id, ${queue.id}, ${userId}, ${roundId}, true, true,
        now() + l.place * interval '1 microsecond', now() + ${d.leaseMinutes} * interval '1 minute'
      from unnest(${picked.map(() => randomUUID())}::text[], ${picked.map((p) => p.id)}::bigint[],
        ${places.slice(0, picked.length)}::int[]) as l(id, sample_id, place)
      on conflict do nothing returning 1`;
    await tx`
      update lease l set audit = true from sample s
      where s.dataset_id = ${queue.datasetId} and s.audit_rank >= ${cursor} and s.audit_rank < ${end}
        and l.sample_id = s.id and l.ended_at is null and not l.audit`;
    if (end > cursor) await tx`update dataset set audit_cursor = ${end} where id = ${queue.datasetId}`;
    return held.length;
  });
}
