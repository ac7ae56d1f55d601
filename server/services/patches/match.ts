import type { ProblemList } from '#/server/services/imports/problems.ts';
import type { KnownRows } from '#/server/services/models/rows.ts';
import type { ClassNames } from '#/server/services/queues/classes.ts';
import type { PatchEntry } from './readEntries.ts';

/** An entry that fits this dataset. */
export interface Matched {
  sampleId: number;
  /** Stored index of the given class; null where there is none. */
  given: number | null;
  /** Index of the corrected label. */
  label: number;
}

/**
 * Finds sample and class of each entry. Entries whose id or label is unknown are problems, or with `partial` left out
 * and counted; an id that occurs twice is always a problem.
 */
export function matchEntries(
  entries: readonly PatchEntry[],
  { rows, classes, file, partial }: { rows: KnownRows; classes: ClassNames; file: string; partial: boolean },
  problems: ProblemList,
): { matched: Matched[]; leftOut: number } {
  const matched: Matched[] = [];
  const seen = new Set<number>();
  let leftOut = 0;
  for (const { id, label, line } of entries) {
    const row = rows.byId.get(id);
    const index = classes.indexOf(label);
    if (row === undefined || index === null) {
      const message =
        row === undefined
          ? `there is no sample with the id “${id}” in this dataset.`
          : `“${label}” is no class of this dataset.`;
      if (partial) leftOut++;
      else problems.add({ file, line, message });
    } else if (seen.has(row)) problems.add({ file, line, message: `the id “${id}” occurs twice.` });
    else {
      seen.add(row);
      const given = rows.given[row]!;
      matched.push({ sampleId: rows.ids[row]!, given: given < 0 ? null : given, label: index });
    }
  }
  return { matched, leftOut };
}
