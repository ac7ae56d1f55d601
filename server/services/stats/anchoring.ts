import type { Sql } from 'postgres';
import { shareDifference } from '#/server/domain/interval.ts';
import type { Anchoring } from '#/server/domain/teamViews.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';

/**
 * How often readers chose the model's label where they were shown it, and where it was withheld from a sample drawn at
 * random out of the same order. Null until both were answered. The hidden audit is left out: its samples are others.
 */
export async function loadAnchoring(sql: Sql, dataset: DatasetRow): Promise<Anchoring | null> {
  const rows = await sql<{ shown: boolean; of: number; hits: number }[]>`
    select d.suggestion_shown as shown, count(*)::int as of,
      count(*) filter (where d.verdict = 'relabel' and d.label = d.suggested_class)::int as hits
    from decision d join lease l on l.id = d.lease_id
    where d.dataset_id = ${dataset.id} and d.kind = 'reading' and not d.audit and not l.blind and d.suggested_class >= 0
      and d.verdict <> 'retract' and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id)
    group by 1`;
  const shown = rows.find((r) => r.shown);
  const hidden = rows.find((r) => !r.shown);
  if (!shown || !hidden) return null;
  const share = ({ hits, of }: { hits: number; of: number }) => ({ accepted: hits, of });
  return { shown: share(shown), hidden: share(hidden), difference: shareDifference(shown, hidden) };
}
