import type { ISql } from 'postgres';
import type { ClassMap } from '#/server/domain/classMap.ts';
import { logStatement, readThrough, toLog } from './log.ts';
import { foldEach, stateStatements } from './states.ts';

/** Samples whose states are written by one statement: it has a parameter per field, and there may be 65,535. */
const atOnce = 2000;

/**
 * Brings the stored states of samples up to date with the log and the classes, inside the caller's transaction, which
 * holds the dataset's lock.
 */
export async function refold(
  tx: ISql,
  { datasetId, sampleIds, map }: { datasetId: number; sampleIds: readonly number[]; map: ClassMap },
): Promise<void> {
  for (let from = 0; from < sampleIds.length; from += atOnce) {
    const ids = sampleIds.slice(from, from + atOnce);
    const [log, rows] = await Promise.all([
      logStatement(tx, ids, { userId: '', clientKeys: [] }),
      tx<{ id: string; given_class: number | null }[]>`
        select id, given_class from sample where id = any(${ids}::bigint[])`,
    ]);
    const given = new Map(rows.map((r) => [Number(r.id), r.given_class]));
    const read = readThrough(toLog(log), (id) => given.get(id) ?? null, map);
    for (const statement of stateStatements(
      tx,
      datasetId,
      foldEach(ids, read, (id) => map.current(given.get(id))),
    ))
      await statement;
  }
}
