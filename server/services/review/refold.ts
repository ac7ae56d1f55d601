import type { ISql } from 'postgres';
import type { ClassMap } from '#/server/domain/classMap.ts';
import { logStatement, readThrough, toLog } from './log.ts';
import { foldEach, stateStatements } from './states.ts';

/** Samples whose states are written by one statement: it has a parameter per field, and there may be 65,535. */
const atOnce = 2000;

type Folded = ReturnType<typeof foldEach>;

/** What the log and the classes say of samples, as they are now; nothing is stored. */
export async function foldAgain(tx: ISql, sampleIds: readonly number[], map: ClassMap): Promise<Folded> {
  const folded: Folded = [];
  for (let from = 0; from < sampleIds.length; from += atOnce) {
    const ids = sampleIds.slice(from, from + atOnce);
    const [log, rows] = await Promise.all([
      logStatement(tx, ids, { userId: '', clientKeys: [] }),
      tx<{ id: string; given_class: number | null }[]>`
        select id, given_class from sample where id = any(${ids}::bigint[])`,
    ]);
    const given = new Map(rows.map((r) => [Number(r.id), r.given_class]));
    const read = readThrough(toLog(log), (id) => given.get(id) ?? null, map);
    folded.push(...foldEach(ids, read, (id) => map.current(given.get(id))));
  }
  return folded;
}

/** Stores states, inside the caller's transaction, which holds the dataset's lock. */
async function storeStates(tx: ISql, datasetId: number, folded: Folded): Promise<void> {
  for (let from = 0; from < folded.length; from += atOnce)
    for (const statement of stateStatements(tx, datasetId, folded.slice(from, from + atOnce))) await statement;
}

/**
 * Brings the stored states of samples up to date with the log and the classes, inside the caller's transaction, which
 * holds the dataset's lock.
 */
export async function refold(
  tx: ISql,
  { datasetId, sampleIds, map }: { datasetId: number; sampleIds: readonly number[]; map: ClassMap },
): Promise<void> {
  await storeStates(tx, datasetId, await foldAgain(tx, sampleIds, map));
}
