import type { Sql } from 'postgres';
import type { Stratum } from '#/server/domain/errorEstimate.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import { remembered } from '#/server/services/queues/remembered.ts';

/** Where the labelled samples are cut by their frozen doubt. Few strata, so that a young audit says something of each. */
const cuts = [0.1, 0.5];

type Facts = Pick<DatasetRow, 'id' | 'eventSeq' | 'auditCursor' | 'roundId'>;

/**
 * The strata of the error estimate. The audit's answers are those of the settled samples in the part of the random
 * permutation handed out so far, whichever way they were settled. Empty before the first round.
 */
export async function loadStrata(sql: Sql, dataset: Facts): Promise<Stratum[]> {
  if (dataset.roundId === null) return [];
  const bucket = sql`width_bucket(p.frozen_doubt::float8, ${cuts}::float8[])`;
  const [all, settled] = await Promise.all([
    remembered(
      sql,
      `strata ${dataset.id}`,
      async () => sql<{ bucket: number; samples: number; doubt: number }[]>`
      select ${bucket} as bucket, count(*)::int as samples, avg(p.frozen_doubt)::float8 as doubt
      from sample p where p.dataset_id = ${dataset.id} and p.given_class is not null and p.frozen_doubt is not null
      group by 1 order by 1`,
    ),
    remembered(
      sql,
      `settled ${dataset.id} ${dataset.eventSeq} ${dataset.auditCursor}`,
      async () => sql<{ bucket: number; settled: number; found: number; audited: number; audited_wrong: number }[]>`
      select ${bucket} as bucket, count(*)::int as settled,
        count(*) filter (where x.status in ('changed', 'no_class'))::int as found,
        count(*) filter (where p.audit_rank < ${dataset.auditCursor})::int as audited,
        count(*) filter (where p.audit_rank < ${dataset.auditCursor} and x.status in ('changed', 'no_class'))::int as audited_wrong
      from sample_state x join sample p on p.id = x.sample_id
      where x.dataset_id = ${dataset.id} and x.status <> 'open' and p.given_class is not null and p.frozen_doubt is not null
      group by 1`,
    ),
  ]);
  return all.map((s) => {
    const known = settled.find((k) => k.bucket === s.bucket);
    return {
      samples: s.samples,
      doubt: s.doubt,
      audited: known?.audited ?? 0,
      auditedWrong: known?.audited_wrong ?? 0,
      settled: known?.settled ?? 0,
      found: known?.found ?? 0,
    };
  });
}
