import type { ISql } from 'postgres';
import type { Fragment } from '#/server/services/queues/order.ts';

/**
 * Condition on a sample id: this reader had it before them without its suggestion, and gave it back without an answer. What was
 * drawn plainly stays so for them: else leaving the page would bring the suggestion that the comparison withholds.
 */
export function wasPlain(sql: ISql, sampleId: Fragment, userId: Fragment): Fragment {
  return sql`(select count(*) from lease w where w.sample_id = ${sampleId} and w.user_id = ${userId} and w.plain) > 0`;
}
