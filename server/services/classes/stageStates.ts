import type { ISql } from 'postgres';
import type { foldEach } from '#/server/services/review/states.ts';
import { orReplaceState, stateRows } from '#/server/services/review/states.ts';

/** Rows per statement: it has a parameter per field, and there may be 65,535. */
const atOnce = 2000;

/**
 * Brings states to the database, for `storeStaged` in the same transaction. Taking them there is most of the work and
 * needs no lock.
 * @returns samples that have no state any more
 */
export async function stageStates(
  tx: ISql,
  datasetId: number,
  folded: ReturnType<typeof foldEach>,
): Promise<{ empty: number[] }> {
  await tx`create temporary table staged_state (like sample_state including defaults) on commit drop`;
  const { rows, empty } = stateRows(datasetId, folded);
  for (let from = 0; from < rows.length; from += atOnce)
    await tx`insert into staged_state ${tx(rows.slice(from, from + atOnce))}`;
  return { empty };
}

/** Stores what was staged, in one statement. The caller holds the dataset's lock. */
export async function storeStaged(tx: ISql, { empty }: { empty: readonly number[] }): Promise<void> {
  await tx`insert into sample_state select * from staged_state ${orReplaceState(tx)}`;
  if (empty.length > 0) await tx`delete from sample_state where sample_id = any(${[...empty]}::bigint[])`;
  await tx`drop table staged_state`;
}
