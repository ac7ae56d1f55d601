import type { ISql } from 'postgres';
import type { Fragment } from '#/server/services/queues/order.ts';

/**
 * Condition on a sample id: this reader has an answer to it that stands. Counts, here and wherever a draw looks at one sample
 * after the other: an EXISTS the planner may turn around and answer by reading everything that was ever decided, each time.
 * @param singly answers given in bulk are none
 */
export function answered(sql: ISql, sampleId: Fragment, userId: Fragment, { singly = false } = {}): Fragment {
  return sql`(select count(*) from decision d where d.sample_id = ${sampleId} and d.user_id = ${userId}
    and d.verdict <> 'retract' ${singly ? sql`and d.bulk is null` : sql``}
    and (select count(*) from decision r where r.sample_id = d.sample_id and r.retracts = d.id) = 0) > 0`;
}

/**
 * Condition on a sample id: it is settled, or its readers disagree, or this reader has answered it.
 * @param settled condition on `sample_state x`
 */
export function isOver(
  sql: ISql,
  sampleId: Fragment,
  userId: Fragment,
  { settled, singly }: { settled: Fragment; singly: boolean },
): Fragment {
  return sql`coalesce((
    select ${settled} or x.consensus = 'conflict' or ${answered(sql, sampleId, userId, { singly })}
    from sample_state x where x.sample_id = ${sampleId}), false)`;
}

/** Condition on a sample id: the reader neither holds it nor has passed on it. */
export function isUntouched(sql: ISql, sampleId: Fragment, userId: Fragment): Fragment {
  return sql`(select count(*) from lease l where l.sample_id = ${sampleId} and l.user_id = ${userId} and l.ended_at is null) = 0
    and (select count(*) from skip k where k.sample_id = ${sampleId} and k.user_id = ${userId}) = 0`;
}
