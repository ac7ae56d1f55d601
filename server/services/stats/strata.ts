import type { Sql } from 'postgres';
import { STRATUM_ENDS, type Stratum } from '#/ml/estimate/strata.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import { remembered } from '#/server/services/queues/remembered.ts';
import { loadAuditCursor } from './auditCursor.ts';

type Facts = Pick<DatasetRow, 'id' | 'eventSeq' | 'roundId'>;

/**
 * The labelled samples in strata of the doubt frozen at the first round, in rising order. The audit's answers are those
 * of the singly settled samples in the part of the random permutation handed out so far, whichever way they were settled.
 * What only a bulk or an imported patch has settled counts as not answered: nobody has looked at it by itself, and the audit still asks for it.
 * Empty before the first round.
 */
export async function loadStrata(sql: Sql, dataset: Facts): Promise<Stratum[]> {
  if (dataset.roundId === null) return [];
  const { id, eventSeq, roundId } = dataset;
  const auditCursor = await loadAuditCursor(sql, id);
  const bucket = sql`width_bucket(p.frozen_doubt::float8, ${STRATUM_ENDS.slice(0, -1)}::float8[])`;
  // A class that was split says nothing of right and wrong any more: its samples are labelled anew, not corrected.
  const gone = (await sql<{ index: number }[]>`select index from class where dataset_id = ${id} and split`).map(
    (c) => c.index,
  );
  const labelled = sql`p.given_class <> all(${gone}::smallint[]) and p.frozen_doubt is not null`;
  const settled = sql`sample_state x join sample p on p.id = x.sample_id`;
  const open = sql`x.dataset_id = ${id} and x.status <> 'open' and not x.bulk and ${labelled}`;
  const wrong = sql`x.status in ('changed', 'no_class')`;
  // What was frozen at the first round never changes; what was settled changes with the log.
  const frozen = async () => sql<{ bucket: number; count: number; sum: number }[]>`
    select ${bucket} as bucket, count(*)::int as count, sum(p.frozen_doubt::float8)::float8 as sum
    from sample p where p.dataset_id = ${id} and ${labelled} group by 1 order by 1`;
  const counts = async () => sql<{ bucket: number; reviewed: number; found: number }[]>`
    select ${bucket} as bucket, (count(*) filter (where not x.imported))::int as reviewed, count(*) filter (where ${wrong})::int as found
    from ${settled} where ${open} group by 1`;
  const answers = async () => sql<{ bucket: number; q: number; wrong: boolean }[]>`
    select ${bucket} as bucket, p.frozen_doubt as q, ${wrong} as wrong
    from ${settled} where ${open} and not x.imported and p.audit_rank < ${auditCursor} order by p.audit_rank`;
  const [all, reviewed, audited] = await Promise.all([
    remembered(sql, `strata ${id} ${gone}`, frozen),
    remembered(sql, `settled ${id} ${eventSeq} ${roundId}`, counts),
    remembered(sql, `audited ${id} ${eventSeq} ${auditCursor} ${roundId}`, answers),
  ]);
  return all.map((s) => {
    const known = reviewed.find((k) => k.bucket === s.bucket);
    return {
      count: s.count,
      sumQ: s.sum,
      reviewed: known?.reviewed ?? 0,
      found: known?.found ?? 0,
      audited: audited.filter((a) => a.bucket === s.bucket).map((a) => ({ q: a.q, wrong: a.wrong })),
    };
  });
}
