import { flight } from '#/db/flight.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { readPolicy, type StoredPolicy } from '#/server/domain/queuePolicy.ts';
import { type Role, roleHas } from '#/server/domain/role.ts';
import type { DatasetSettings } from '#/server/domain/settings.ts';
import { requireRole } from '#/server/services/accounts/require.ts';
import { type ClassNames, type ClassRow, classStatement, toClassNames } from '#/server/services/queues/classes.ts';
import type { DrawnQueue, QueueRow } from '#/server/services/queues/require.ts';
import { type Held, type HeldRow, heldColumns, toHeld } from './hold.ts';
import { requireReader } from './reader.ts';
import { releaseSettled } from './settled.ts';

/** What is known before a draw. */
export interface Serving {
  userId: string;
  role: Role;
  queue: DrawnQueue;
  settings: DatasetSettings;
  /** The published round; null before the first. */
  roundId: number | null;
  /** Events of the log since the round's watermark. */
  eventsSince: number;
  classes: ClassNames;
  /** The reader's own open leases in this queue, in the order served; at most `limit`. */
  kept: Held[];
}

interface Row {
  id: number;
  dataset_id: number;
  order_by: string;
  filter: QueueRow['filter'];
  policy: StoredPolicy;
  restricted: boolean;
  assigned: boolean;
  member_role: Role | null;
  settings: DatasetSettings;
  round_id: number | null;
  events: number;
}

/**
 * Reads queue, dataset, rights, classes and what the reader still holds, in one flight. Leases of the dataset whose time
 * is up are ended on the way, so that their samples can be drawn again.
 * @param ahead leases drawn for the reader ahead, not shown yet: what was settled meanwhile is given back
 * @throws ErrataError not_found; forbidden when the reader may not review, or a lead has restricted the queue to others
 */
export async function loadServing(
  ctx: Ctx,
  { queueId, limit, ahead = [] }: { queueId: string; limit: number; ahead?: readonly Held[] },
): Promise<Serving> {
  const { userId } = requireReader(ctx);
  const id = /^\d{1,9}$/.test(queueId) ? Number(queueId) : 0;
  let rows!: PromiseLike<Row[]>;
  let classes!: PromiseLike<ClassRow[]>;
  let held!: PromiseLike<HeldRow[]>;
  await flight(ctx.quick, (tx) => {
    const found = tx<Row[]>`
      select q.id, q.dataset_id, q.order_by, q.filter, q.policy, q.restricted, d.settings, d.round_id,
        d.event_seq - coalesce(r.watermark, 0) as events, m.role as member_role,
        exists (select from assignment a where a.queue_id = q.id and a.user_id = ${userId}) as assigned
      from queue q join dataset d on d.id = q.dataset_id left join round r on r.id = d.round_id
      left join membership m on m.dataset_id = d.id and m.user_id = ${userId}
      where q.id = ${id}`;
    const dataset = tx`(select dataset_id from queue where id = ${id})`;
    const names = classStatement(tx, dataset);
    const expired = tx`
      update lease set ended_at = now(), ended_by = 'expired' where id = any(array(
        select id from lease where dataset_id = ${dataset} and ended_by is null and expires_at <= now()
        for no key update skip locked))`;
    const mine = tx<HeldRow[]>`
      select ${heldColumns(tx)} from lease
      where user_id = ${userId} and dataset_id = ${dataset} and queue_id = ${id} and ended_at is null and expires_at > now()
      order by served_at, id limit ${limit}`;
    // Second readings are of settled samples.
    const readings = ahead.filter((h) => h.kind === 'reading').map((h) => h.id);
    const settled = readings.length ? [releaseSettled(tx, readings)] : [];
    [rows, classes, held] = [found, names, mine];
    return [found, names, expired, ...settled, mine];
  });
  const [row] = await rows;
  if (!row) throw new ErrataError('not_found', `There is no queue ${queueId}.`);
  const role = requireRole(ctx.actor, row.member_role, 'review');
  if (row.restricted && !row.assigned && !roleHas(role, 'inspect'))
    throw new ErrataError('forbidden', 'This queue is assigned to other readers; ask a lead.');
  return {
    userId,
    role,
    queue: {
      id: row.id,
      datasetId: row.dataset_id,
      orderBy: row.order_by,
      filter: row.filter,
      policy: readPolicy(row.policy),
    },
    settings: row.settings,
    roundId: row.round_id,
    eventsSince: row.events,
    classes: toClassNames(await classes),
    kept: (await held).map(toHeld),
  };
}
