import type { ISql } from 'postgres';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import type { Fragment } from '#/server/services/queues/order.ts';

/** The part that a version changed. @throws ErrataError not_found */
export async function changedPart({ sql }: Ctx, dataset: DatasetRow, version: number): Promise<number | null> {
  const [row] = await sql<{ class_index: number | null }[]>`
    select class_index from guideline where dataset_id = ${dataset.id} and version = ${version}`;
  if (!row) throw new ErrataError('not_found', `There is no version ${version} of this guideline.`);
  return row.class_index;
}

/**
 * Standing decisions `d` on samples `p` that were taken before a version, about the class it changed: given or chosen.
 * What an imported file says was not decided under any text of ours, and `unsure` left its sample open anyway.
 */
export function oldDecisions(sql: ISql, datasetId: number, version: number, classIndex: number | null): Fragment {
  return sql`decision d join sample p on p.id = d.sample_id
    where d.dataset_id = ${datasetId} and d.verdict not in ('retract', 'unsure') and d.source is null
      and coalesce(d.guideline_version, 0) < ${version}
      and not exists (select from decision r where r.sample_id = d.sample_id and r.retracts = d.id)
      ${classIndex === null ? sql`` : sql`and (p.given_class = ${classIndex} or d.label = ${classIndex})`}`;
}
