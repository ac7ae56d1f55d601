import type { ISql } from 'postgres';

export interface ClassNames {
  nameOf: (index: number | null | undefined) => string | null;
  indexOf: (name: string) => number | null;
  names: string[];
}

/** A class as stored: `index` 0…K−1. */
export interface ClassRow {
  index: number;
  name: string;
  archived: boolean;
}

/** The class names of a dataset by index; archived ones keep their name but cannot be chosen. */
export async function loadClasses(sql: ISql, datasetId: number): Promise<ClassNames> {
  return toClassNames(
    await sql<ClassRow[]>`
      select index, name, archived_at is not null as archived from class where dataset_id = ${datasetId} order by index`,
  );
}

export function toClassNames(rows: readonly ClassRow[]): ClassNames {
  const names: string[] = [];
  const indexes = new Map<string, number>();
  for (const r of rows) {
    names[r.index] = r.name;
    if (!r.archived) indexes.set(r.name, r.index);
  }
  return {
    names,
    nameOf: (index) => (index == null || index < 0 ? null : (names[index] ?? null)),
    indexOf: (name) => indexes.get(name) ?? null,
  };
}
