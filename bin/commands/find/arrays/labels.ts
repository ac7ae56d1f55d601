import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readNpy, readNpyHeader, readNpyTexts } from '#/ml/npy.ts';
import { guessRoles, openSource } from '#/server/formats/index.ts';
import { textOf } from '#/server/services/imports/record.ts';
import { UsageError } from '../../usage.ts';
import { isNpy, readFront, refused } from './matrix.ts';

/** Given labels by themselves: one name a row (null: none), or several. */
export type LabelList =
  | { kind: 'one'; names: (string | null)[] /** The names are numbers of classes from 0. */; numbered: boolean }
  /** [N][…] class numbers of each row. */
  | { kind: 'several'; numbers: number[][]; classes: number };

/**
 * Reads `--labels`: a `.npy` array of class numbers or names [N], of zeros and ones [N × K] where a sample has several
 * labels, or a table with a column of labels.
 * @throws UsageError
 */
export async function readLabels(path: string, column: string | undefined): Promise<LabelList> {
  const head = await readFront('labels', path);
  try {
    return isNpy(head)
      ? npyLabels(await readFile(path))
      : { kind: 'one', names: await tableLabels(path, column), numbered: false };
  } catch (error) {
    throw refused('labels', path, error);
  }
}

function npyLabels(bytes: Uint8Array): LabelList {
  if (/^[US]/.test(readNpyHeader(bytes).type))
    return { kind: 'one', names: readNpyTexts(bytes).map(textOf), numbered: false };
  const { shape, data } = readNpy(bytes);
  if (shape.length === 2 && shape[1] > 1) return indicators(data, shape[1]);
  if (shape.length !== 1 && !(shape.length === 2 && shape[1] === 1))
    throw new RangeError(`The array has ${shape.length} dimensions; one is needed, or two of zeros and ones.`);
  const names = Array.from(data, (label, row) => {
    if (!Number.isInteger(label) || label < 0)
      throw new RangeError(`Row ${row}: ${label} is no class number; they are whole and begin at 0.`);
    return String(label);
  });
  return { kind: 'one', names, numbered: true };
}

function indicators(data: ArrayLike<number>, classes: number): LabelList {
  const numbers = Array.from({ length: data.length / classes }, (_, row) => {
    const own: number[] = [];
    for (let c = 0; c < classes; c++) {
      const value = data[row * classes + c];
      if (value === 1) own.push(c);
      else if (value !== 0)
        throw new RangeError(
          `Row ${row}, column ${c}: ${value} is neither 0 nor 1; several labels are given as these.`,
        );
    }
    return own;
  });
  return { kind: 'several', numbers, classes };
}

async function tableLabels(path: string, column: string | undefined): Promise<(string | null)[]> {
  const source = await openSource([{ name: basename(path), path }]);
  try {
    const { columns } = source;
    if (column !== undefined && !columns.includes(column))
      throw new UsageError(`--label-column: ${path} has no column “${column}”; the columns are ${columns.join(', ')}.`);
    const chosen = column ?? (columns.length === 1 ? columns[0] : guessRoles(source, []).columns.label);
    if (chosen === undefined)
      throw new UsageError(`--labels: say which column of ${path} holds the labels with --label-column.`);
    const names: (string | null)[] = [];
    for await (const { fields } of source.records()) names.push(textOf(fields[chosen]));
    return names;
  } finally {
    await source.close();
  }
}
