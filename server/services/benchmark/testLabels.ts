import type { Sql } from 'postgres';
import type { Status } from '#/server/domain/verdict.ts';
import type { DatasetRow } from '#/server/services/accounts/require.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';

/** The labels of a test set before and after correction, [N] class indexes by row. */
export interface TestLabels {
  /** −1 where there is none, or the sample is of another split. */
  given: Int32Array;
  /** −1 where no class fits or the sample is excluded. */
  corrected: Int32Array;
  /** 1 where somebody has decided. */
  decided: Uint8Array;
  splits: string[];
}

/** Reads them as they stand now: undecided and ambiguous samples keep the given label. */
export async function loadTestLabels(
  sql: Sql,
  { id, samples }: Pick<DatasetRow, 'id' | 'samples'>,
  classes: ClassNames,
  split: string | null,
): Promise<TestLabels> {
  const labels: TestLabels = {
    given: new Int32Array(samples).fill(-1),
    corrected: new Int32Array(samples).fill(-1),
    decided: new Uint8Array(samples),
    splits: [],
  };
  const splits = new Set<string>();
  const query = sql<
    { row: number; given: number | null; split: string | null; status: Status | null; current: number | null }[]
  >`
    select s.row, s.given_class as given, s.split, x.status, x.current_class as current
    from sample s left join sample_state x on x.sample_id = s.id where s.dataset_id = ${id}`;
  for await (const rows of query.cursor(10_000))
    for (const r of rows) {
      if (r.split !== null) splits.add(r.split);
      const given = classes.current(r.given);
      if (given === null || (split !== null && r.split !== split)) continue;
      labels.given[r.row] = given;
      const settled = r.status !== null && r.status !== 'open';
      labels.decided[r.row] = settled ? 1 : 0;
      const out = r.status === 'excluded' || r.status === 'no_class';
      labels.corrected[r.row] = out ? -1 : settled ? (classes.current(r.current) ?? -1) : given;
    }
  labels.splits = [...splits].sort();
  return labels;
}
