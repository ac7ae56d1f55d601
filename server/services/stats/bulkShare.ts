import type { Sql } from 'postgres';
import type { ErrorEstimate } from '#/ml/estimate/errors.ts';
import { errorShare } from '#/server/domain/verification.ts';
import type { Interval } from '#/server/domain/views.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import { remembered } from '#/server/services/queues/remembered.ts';

export interface BulkShare {
  /** Samples that only a bulk has settled, and those among them whose label it changed. */
  decided: number;
  changed: number;
  /** How many of those changes are right, going by what the single answers said when each bulk was checked. */
  right: Interval;
}

/** What bulk decisions have done so far; once per state of the log. */
export function loadBulkShare(
  sql: Sql,
  { id, eventSeq, roundId }: Pick<DatasetRow, 'id' | 'eventSeq' | 'roundId'>,
): Promise<BulkShare> {
  return remembered(sql, `bulk ${id} ${eventSeq} ${roundId}`, async () => {
    const [{ any } = { any: false }] = await sql<{ any: boolean }[]>`
      select exists (select from bulk where dataset_id = ${id} and written > 0) as any`;
    const none: BulkShare = { decided: 0, changed: 0, right: { value: 0, low: 0, high: 0 } };
    if (!any) return none;
    const rows = await sql<{ answered: number; differed: number; samples: number; decided: number; changed: number }[]>`
      select b.answered, b.differed, b.samples, count(*)::int as decided,
        count(*) filter (where x.status in ('changed', 'no_class'))::int as changed
      from sample_state x join decision d on d.sample_id = x.sample_id and d.seq = x.last_seq join bulk b on b.id = d.bulk
      where x.dataset_id = ${id} and x.bulk group by b.id`;
    return rows.reduce((sum, r) => {
      const error = errorShare(r.differed, r.answered, r.samples) ?? { value: 0.5, low: 0, high: 1 };
      return {
        decided: sum.decided + r.decided,
        changed: sum.changed + r.changed,
        right: {
          value: sum.right.value + r.changed * (1 - error.value),
          low: sum.right.low + r.changed * (1 - error.high),
          high: sum.right.high + r.changed * (1 - error.low),
        },
      };
    }, none);
  });
}

/**
 * The estimate with what bulks have corrected: their changes count as found as far as their verification bears them out,
 * and no longer remain. The audit is asked singly whatever a bulk said, so the estimate itself knows nothing of bulks;
 * first = found + remaining holds as before.
 */
export function withBulk(errors: ErrorEstimate, { right }: Pick<BulkShare, 'right'>): ErrorEstimate {
  if (right.high === 0) return errors;
  const count = errors.first.value / errors.firstShare.value || errors.first.high / errors.firstShare.high;
  const moved = Math.round(right.value);
  const left = (x: number, by: number) => Math.max(0, x - by);
  const value = left(errors.remaining.value, moved);
  const remaining = {
    value,
    low: Math.min(value, Math.floor(left(errors.remaining.low, right.high))),
    high: Math.max(value, Math.ceil(left(errors.remaining.high, right.low))),
  };
  const found = errors.found + moved;
  const first = { value: remaining.value + found, low: remaining.low + found, high: remaining.high + found };
  const shared = (i: Interval) => ({ value: i.value / count, low: i.low / count, high: i.high / count });
  return { ...errors, found, remaining, first, firstShare: shared(first), nowShare: shared(remaining) };
}
