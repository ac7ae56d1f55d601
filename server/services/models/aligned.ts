import type { ProblemList } from '#/server/services/imports/problems.ts';

/** Finds the dataset's row of each record of a file: by external id where the file has ids, else by position. */
export interface Alignment {
  /** Row in the dataset, or null after reporting why there is none. */
  rowOf: (record: { id: string | null; line: number; file: string }) => number | null;
  /** Called once all records are read: reports what is missing. @returns sentences worth telling though nothing is wrong */
  finish: (file: string) => string[];
}

export interface Rows {
  count: number;
  /** External id → row. */
  byId: ReadonlyMap<string, number>;
}

const shown = (n: number) => n.toLocaleString('en');

/** @param by whether the records carry ids */
export function align(rows: Rows, by: 'id' | 'row', problems: ProblemList): Alignment {
  const seen = new Uint8Array(rows.count);
  let records = 0;
  return {
    rowOf({ id, line, file }) {
      const position = records++;
      if (by === 'row') return position < rows.count ? position : null;
      const row = id === null ? undefined : rows.byId.get(id);
      if (row === undefined) {
        const message = id === null ? 'the id is missing.' : `there is no sample with the id “${id}” in this dataset.`;
        problems.add({ file, line, message });
        return null;
      }
      if (seen[row]) {
        problems.add({ file, line, message: `the id “${id}” occurs twice.` });
        return null;
      }
      seen[row] = 1;
      return row;
    },
    finish(file) {
      if (by === 'row' && records !== rows.count)
        problems.add({
          file,
          message: `it has ${shown(records)} rows, the dataset ${shown(rows.count)} samples; without ids both need the same number, in the same order.`,
        });
      const covered = seen.reduce((sum, is) => sum + is, 0);
      const without = rows.count - covered;
      return by === 'id' && without > 0 && covered > 0
        ? [`${shown(without)} of ${shown(rows.count)} samples are not in ${file}; its models say nothing about them.`]
        : [];
    },
  };
}
