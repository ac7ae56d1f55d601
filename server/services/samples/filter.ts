import type { ISql } from 'postgres';
import type { Status } from '#/server/domain/verdict.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import type { Fragment } from '#/server/services/queues/order.ts';

export interface SampleFilter {
  status?: Status;
  given?: string;
  suggested?: string;
  split?: string;
}

/** Conditions on `sample p`, `score s` and `sample_state x`, each beginning with `and`. */
export function sampleFilter(
  sql: ISql,
  { status, given, suggested, split }: SampleFilter,
  classes: ClassNames,
): Fragment {
  return sql`
    ${status === undefined ? sql`` : status === 'unreviewed' ? sql`and x.status is null` : sql`and x.status = ${status}`}
    ${given === undefined ? sql`` : sql`and p.given_class = any(${classes.members(given)}::smallint[])`}
    ${suggested === undefined ? sql`` : sql`and s.suggested_class = any(${classes.members(suggested)}::smallint[])`}
    ${split === undefined ? sql`` : sql`and p.split = ${split}`}`;
}

/** The search words, literally, anywhere in title, text or external id of `sample p`, in any case. */
export function textMatches(sql: ISql, search: string | undefined): Fragment {
  if (search === undefined || search.trim() === '') return sql``;
  const pattern = `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`;
  return sql`and (p.content->>'text' ilike ${pattern} or p.content->>'title' ilike ${pattern} or p.external_id ilike ${pattern})`;
}
