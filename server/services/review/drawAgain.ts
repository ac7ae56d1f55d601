import type { ISql } from 'postgres';
import type { QueuePolicy } from '#/server/domain/queuePolicy.ts';
import type { Fragment } from '#/server/services/queues/order.ts';
import { answered, isUntouched } from './answered.ts';
import { type Drawing, type LeasedRow, leasedColumns } from './draw.ts';
import { firstSeat, hasSeat } from './seat.ts';
import { suggestedBy } from './suggestedBy.ts';
import { wasPlain } from './wasPlain.ts';

/** Of this many places at most one is for a sample that another reader has answered. */
const oneOf = 5;

/** How many places of a batch may go to samples that others have answered, and how many of those to gold. */
export function planAgain(
  count: number,
  policy: Pick<QueuePolicy, 'goldShare'>,
  random: () => number = Math.random,
): { places: number; gold: number } {
  const atRandom = (x: number) => Math.floor(x) + (random() < x % 1 ? 1 : 0);
  const gold = atRandom(count * policy.goldShare);
  return { places: Math.min(count, gold + Math.max(atRandom(count / oneOf), count > 1 ? 1 : 0)), gold };
}

interface Wanted {
  places: number[];
  /** A lease's id for each place. */
  ids: string[];
  gold: number;
}

/**
 * The statement that leases samples which others have answered: drawn for a blind second reading in this queue; or an
 * audit draw that waits for its other readers; or decided by a lead, as gold. The reader cannot tell them from others. A second
 * reading begins a second after the decision at the soonest, when the first reader has heard that theirs has arrived.
 */
export function againStatement(tx: ISql, d: Drawing, { places, ids, gold }: Wanted) {
  const { queue, roundId, userId } = d;
  const { datasetId } = queue;
  const most = places.length;
  const reader = tx`${userId}`;
  const untouched = (id: Fragment) => tx`${isUntouched(tx, id, reader)} and not ${answered(tx, id, reader)}`;
  const golden = gold
    ? tx`union all (
        select g.sample_id, 'gold', 2, hashtextextended(${userId}::text, g.sample_id) from decision g
        join sample_state x on x.sample_id = g.sample_id and x.confirmed
        where g.dataset_id = ${datasetId} and g.kind = 'adjudication' and ${untouched(tx`g.sample_id`)}
        group by g.sample_id order by 4 limit ${gold})`
    : tx``;
  return tx<LeasedRow[]>`
    with t (sample_id, kind, first, turn) as (
      (select w.sample_id, case when w.consensus = 'pending' then 'reading' else 'second' end, 0, w.last_seq::bigint
        from sample_state w
        where w.second_queue = ${queue.id} and w.decided_by <> ${userId} and ${hasSeat(tx, tx`w.sample_id`, queue.policy.overlap)}
          and ${untouched(tx`w.sample_id`)}
          and (w.consensus = 'pending' or w.decided_at < now() - interval '1 second')
        order by w.last_seq limit ${most})
      ${golden}
    ), picked as materialized (
      select sample_id, kind, row_number() over (order by first = 2 desc, first, turn)::int as n from t
      order by n limit ${most}
    )
    insert into lease (id, dataset_id, sample_id, slot, kind, queue_id, user_id, round_id, plain, blind, flipped, suggested_class, served_at, expires_at)
    select (${ids}::text[])[n], ${datasetId}, p.sample_id,
      case when p.kind = 'gold' then ${firstSeat(tx, tx`p.sample_id`, true)} else ${firstSeat(tx, tx`p.sample_id`)} end, p.kind,
      ${queue.id}, ${userId}, ${roundId}, ${wasPlain(tx, tx`p.sample_id`, reader)}, ${queue.policy.blind}, random() < 0.5,
      (select ${suggestedBy(tx, queue)} from score s where s.round_id = ${roundId} and s.sample_id = p.sample_id),
      ${d.at}::timestamptz + (${places}::int[])[n] * interval '1 microsecond', now() + ${d.leaseMinutes} * interval '1 minute'
    from picked p where set_config('synchronous_commit', 'off', true) is not null
    on conflict do nothing
    returning ${leasedColumns(tx, d.at)}`;
}
