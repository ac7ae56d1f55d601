import type { Sql } from 'postgres';
import type { Status } from '#/server/domain/verdict.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';

/** What a sample's readings, or a lead, have settled on; `word` as `wordOf` says it. */
export interface Outcome {
  word: string;
  /** The class, where it is one. */
  label: number | null;
}

/** The outcome of the samples that are settled, of those named. */
export async function loadOutcomes(
  sql: Sql,
  sampleIds: readonly number[],
  classes: ClassNames,
): Promise<Map<number, Outcome>> {
  const rows = await sql<{ id: string; status: Status; current: number | null; other: number | null }[]>`
    select sample_id as id, status, current_class as current, other_class as other from sample_state
    where sample_id = any(${[...sampleIds]}::bigint[]) and status <> 'open'`;
  return new Map(
    rows.map((r) => {
      const label = r.status === 'kept' || r.status === 'changed' ? classes.current(r.current) : null;
      return [Number(r.id), { label, word: label === null ? wordFor(r.status, r.other) : `class ${label}` }];
    }),
  );
}

function wordFor(status: Status, other: number | null): string {
  if (status === 'ambiguous') return `both ${other}`;
  return status === 'no_class' ? 'none' : 'exclude';
}
