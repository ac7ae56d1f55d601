import type { ISql } from 'postgres';
import type { ClassState } from '#/server/domain/classes.ts';
import { type ClassMap, classMap } from '#/server/domain/classMap.ts';
import type { Fragment } from './order.ts';

/** The classes of a dataset as labels are read, shown and chosen. */
export interface ClassNames extends ClassMap {
  /** The name under which a stored label counts now: of the class it was merged into. Null after a split. */
  nameOf: (index: number | null | undefined) => string | null;
  /** The class's own name, whatever became of it. */
  ownNameOf: (index: number | null | undefined) => string | null;
  /** Own names by index. */
  names: string[];
  /** What each stored index counts as. */
  currents: (number | null)[];
  /** Stored indices that say nothing any more. */
  gone: number[];
  /** The classes that can be chosen, by index. */
  choosable: { index: number; name: string }[];
  /** The name it had in the import. */
  importedNameOf: (index: number | null | undefined) => string | null;
  /** What operations made of a class, in words: "merged into B"; null where nothing did. */
  operationOn: (index: number | null | undefined) => string | null;
  /** Some operation has touched a label: exports say which. */
  operated: boolean;
  /** Index of a class that can be chosen; by a former name too, and by the name of one merged into it. */
  indexOf: (name: string) => number | null;
}

/** A class as stored. */
export interface ClassRow {
  index: number;
  name: string;
  archived: boolean;
  merged_into: number | null;
  split: boolean;
  former: string[];
}

/** Reads the classes of a dataset: `dataset` is its id, as a value or as a fragment. */
export function classStatement(sql: ISql, dataset: number | Fragment) {
  return sql<ClassRow[]>`
    select index, name, archived_at is not null as archived, merged_into, split, former
    from class where dataset_id = ${dataset} order by index`;
}

export async function loadClasses(sql: ISql, datasetId: number): Promise<ClassNames> {
  return toClassNames(await classStatement(sql, datasetId));
}

export async function loadClassStates(sql: ISql, datasetId: number): Promise<ClassState[]> {
  return (await classStatement(sql, datasetId)).map(toState);
}

const toState = ({ merged_into, ...c }: ClassRow): ClassState => ({ ...c, mergedInto: merged_into });

export function toClassNames(rows: readonly ClassRow[]): ClassNames {
  return classNames(rows.map(toState));
}

export function classNames(classes: readonly ClassState[]): ClassNames {
  const map = classMap(classes);
  const own = new Map(classes.map((c) => [c.index, c]));
  const ownNameOf = (index: number | null | undefined) => (index == null ? null : (own.get(index)?.name ?? null));
  const importedNameOf = (index: number | null | undefined) => {
    const at = index == null ? undefined : own.get(index);
    return at ? (at.former[0] ?? at.name) : null;
  };
  const nameOf = (index: number | null | undefined) => ownNameOf(map.current(index));
  const operationOn = (index: number | null | undefined) => {
    if (index == null || !own.has(index)) return null;
    const at = map.current(index);
    if (at === null) return 'split';
    if (at !== index) return `merged into ${ownNameOf(at)}`;
    return importedNameOf(index) === ownNameOf(index) ? null : `renamed to ${ownNameOf(index)}`;
  };
  const currents = classes.map((c) => map.current(c.index));
  return {
    ...map,
    ownNameOf,
    currents,
    gone: currents.flatMap((at, index) => (at === null ? [index] : [])),
    names: classes.map((c) => c.name),
    choosable: classes.filter((c) => !c.archived && map.current(c.index) === c.index),
    importedNameOf,
    nameOf,
    operationOn,
    operated: classes.some((c) => operationOn(c.index) !== null),
    indexOf(name) {
      const named = classes.find((c) => c.name === name) ?? classes.find((c) => c.former.includes(name));
      const at = named ? map.current(named.index) : null;
      return at === null || own.get(at)?.archived ? null : at;
    },
  };
}
