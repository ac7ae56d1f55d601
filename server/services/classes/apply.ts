import type { ISql, ReservedSql } from 'postgres';
import { classMap } from '#/server/domain/classMap.ts';
import { applied, type ClassPlan, type ClassRecord } from '#/server/domain/classOperations.ts';
import { foldAgain, refold } from '#/server/services/review/refold.ts';
import { decidedSince, lookThrough, moveStates } from './moveStates.ts';
import { stageStates, storeStaged } from './stageStates.ts';

/** First key of the advisory lock that lets one operation at a time change a dataset's classes; the dataset is the second. */
const operating = 731_460;

/** Waits until no other operation changes the classes; from here to the end of the transaction none does. */
export async function takeClasses(tx: ReservedSql, datasetId: number): Promise<void> {
  await tx`select pg_advisory_xact_lock(${operating}, ${datasetId})`;
}

/**
 * Writes a plan: the classes, what calls them by name, and the states of samples whose labels mean something else now. From the
 * first change on it holds the dataset's lock, as decisions do: nobody decides between the old classes and the new.
 */
export async function applyPlan(
  tx: ReservedSql,
  datasetId: number,
  classes: readonly ClassRecord[],
  plan: ClassPlan,
): Promise<void> {
  const then = applied(classes, plan.changes);
  const after = classMap(then);
  const indices = then.map((c) => c.index);
  // What takes long goes before the lock.
  const looked = plan.labels ? await lookThrough(tx, { datasetId, indices, before: classMap(classes), after }) : null;
  const staged = looked ? await stageStates(tx, datasetId, await foldAgain(tx, looked.rest, after)) : null;
  await tx`select 1 from dataset where id = ${datasetId} for update`;
  // Names first out of each other's way: two classes may swap theirs.
  for (const { index, before, after } of plan.changes) {
    if (before === null) continue;
    await tx`
      update class set name = ${after.name}, description = ${after.description}, colour = ${after.colour},
        hot_key = ${after.hotKey}, merged_into = ${after.mergedInto}, split = ${after.split}, former = ${after.former},
        archived_at = case when ${after.archived} then coalesce(archived_at, now()) end
      where dataset_id = ${datasetId} and index = ${index}`;
    if (after.name !== before.name) await followName(tx, datasetId, before.name, after.name);
  }
  for (const { index, before, after } of plan.changes)
    if (before === null)
      await tx`
        insert into class (dataset_id, index, name, description, colour, hot_key, former)
        values (${datasetId}, ${index}, ${after.name}, ${after.description}, ${after.colour}, ${after.hotKey}, ${after.former})`;
  if (!looked || !staged) return;
  await moveStates(tx);
  await storeStaged(tx, staged);
  await refold(tx, { datasetId, sampleIds: await decidedSince(tx, datasetId, looked.seen), map: after });
}

/** Stored indices that count as something else after a plan. */
export function touchedBy(classes: readonly ClassRecord[], plan: ClassPlan): number[] {
  const before = classMap(classes);
  const after = classMap(applied(classes, plan.changes));
  return classes.map((c) => c.index).filter((index) => before.current(index) !== after.current(index));
}

/** Decided samples whose given label, or a decision on them, has one of these stored labels. */
export async function decidedUnder(tx: ISql, datasetId: number, indices: readonly number[]): Promise<number[]> {
  const rows = await tx<{ id: string }[]>`
    select distinct d.sample_id as id from decision d join sample s on s.id = d.sample_id
    where d.dataset_id = ${datasetId} and (d.label = any(${[...indices]}::smallint[]) or s.given_class = any(${[...indices]}::smallint[]))
    order by 1`;
  return rows.map((r) => Number(r.id));
}

/** Queue filters and settings that call a class by its name go on meaning it. */
async function followName(tx: ReservedSql, datasetId: number, from: string, to: string): Promise<void> {
  for (const field of ['given', 'suggested'])
    await tx`
      update queue set filter = filter || jsonb_build_object(${field}::text, ${to}::text)
      where dataset_id = ${datasetId} and filter->>${field} = ${from}`;
  await tx`
    update dataset set settings = settings || jsonb_build_object('negativeClass', ${to}::text)
    where id = ${datasetId} and settings->>'negativeClass' = ${from}`;
}
