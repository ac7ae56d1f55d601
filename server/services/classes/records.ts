import type { ISql } from 'postgres';
import type { ClassRecord } from '#/server/domain/classOperations.ts';

/** The classes of a dataset with everything an operation can change, by index. */
export async function loadRecords(sql: ISql, datasetId: number): Promise<ClassRecord[]> {
  return sql<ClassRecord[]>`
    select index, name, description, colour, hot_key as "hotKey", archived_at is not null as archived,
      merged_into as "mergedInto", split, former
    from class where dataset_id = ${datasetId} order by index`;
}
