import type { ISql } from 'postgres';
import type { PinnedExample } from '#/db/schema/index.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';

export interface PartRow {
  class_index: number | null;
  version: number;
  text: string;
  examples: PinnedExample[];
}

/** Each part's text in force at a version. */
export async function loadParts(sql: ISql, datasetId: number, version: number): Promise<PartRow[]> {
  return sql<PartRow[]>`
    select distinct on (class_index) class_index, version, text, examples from guideline
    where dataset_id = ${datasetId} and version <= ${version} order by class_index, version desc`;
}

/** The class a part is about; null for the dataset's own. @throws ErrataError bad_input for an unknown class. */
export function partIndex(classes: ClassNames, label: string | null): number | null {
  if (label === null) return null;
  const index = classes.indexOf(label);
  if (index === null) throw new ErrataError('bad_input', `“${label}” is not a class of this dataset.`);
  return index;
}
