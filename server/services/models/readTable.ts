import type { Matrix } from '#/ml/types.ts';
import { badInput, type SourceFile } from '#/server/formats/source.ts';
import { openTables } from '#/server/formats/tables.ts';
import type { ProblemList } from '#/server/services/imports/problems.ts';
import { textOf } from '#/server/services/imports/record.ts';
import { align, type Rows } from './aligned.ts';
import { labelReader } from './labelReader.ts';
import type { Predictions } from './predictions.ts';
import { checkRow } from './probabilityRow.ts';
import { type Layout, layoutOf, predictionNames } from './tableLayout.ts';

export interface ReadModel {
  name: string;
  fileName: string;
  predictions: Predictions;
}

export interface Reading {
  rows: Rows;
  /** Class names by index. */
  classes: readonly string[];
  /** [N] given class index, −1 for none. */
  given: Int32Array;
  /** Names by the numbers a file uses for classes. */
  numbered?: readonly string[];
  /** Name of the id column where it is not called so. */
  idColumn?: string;
  problems: ProblemList;
  notes: string[];
  /** Told the number of rows read so far. */
  onRow: (rows: number) => void;
}

export const stem = (name: string) =>
  name
    .replace(/^.*\//, '')
    .replace(/\.gz$/i, '')
    .replace(/\.[a-z0-9]+$/i, '');

/** The models in a CSV, TSV, JSON, JSON Lines or Parquet file. Problems are added to the list; nothing is thrown for them. */
export async function readTable(file: SourceFile, reading: Reading): Promise<ReadModel[]> {
  const source = await openTables([file]);
  try {
    const { classes, rows, problems, idColumn } = reading;
    if (idColumn !== undefined && !source.columns.includes(idColumn))
      throw badInput({ file: file.name, column: idColumn, message: `there is no column “${idColumn}”.` });
    let layout: Layout | null = null;
    let sink: Sink | null = null;
    const reader = labelReader(classes, reading.numbered);
    let aligned = align(rows, 'row', problems);
    let differing = 0;
    let read = 0;
    for await (const record of source.records((p) => problems.add(p))) {
      if (!layout) {
        layout = layoutOf(source.columns, record.fields, classes, idColumn);
        if (!layout)
          throw badInput({
            file: file.name,
            message: 'no column holds predictions; give one per model, or one per class with its probability.',
          });
        aligned = align(rows, layout.id === null ? 'row' : 'id', problems);
        sink = sinkOf(layout, reading);
      }
      reading.onRow(++read);
      const { line, file: at, fields } = record;
      const row = aligned.rowOf({ id: layout.id === null ? null : textOf(fields[layout.id]), line, file: at });
      if (row === null) continue;
      sink!.take(row, fields, { line, file: at });
      if (layout.truth !== null && reader.indexOf(fields[layout.truth]) !== reading.given[row]) differing++;
      if (problems.full) break;
    }
    if (!layout || !sink) throw badInput({ file: file.name, message: 'the file has no rows.' });
    if (!problems.full) reading.notes.push(...aligned.finish(file.name));
    if (differing > 0)
      reading.notes.push(
        `${file.name}: in ${differing.toLocaleString('en')} rows “${layout.truth}” is not the given label of this dataset; check that the rows belong together.`,
      );
    return sink.models().map((m) => ({ ...m, name: m.name ?? stem(file.name), fileName: file.name }));
  } finally {
    await source.close();
  }
}

interface Sink {
  take: (row: number, fields: Record<string, unknown>, at: { line: number; file: string }) => void;
  models: () => { name: string | null; predictions: Predictions }[];
}

function sinkOf({ models }: Layout, reading: Reading): Sink {
  return models.kind === 'labels' ? labelSink(models.columns, reading) : probabilitySink(models, reading);
}

function labelSink(columns: string[], { rows, classes, numbered, problems }: Reading): Sink {
  const reader = labelReader(classes, numbered);
  const labels = columns.map(() => new Int32Array(rows.count).fill(-1));
  return {
    take(row, fields, at) {
      columns.forEach((column, m) => {
        const index = reader.indexOf(fields[column]);
        if (index === null)
          problems.add({
            ...at,
            column,
            message: `“${textOf(fields[column])}” (column ${column}) is no class of this dataset.`,
          });
        else labels[m]![row] = index;
      });
    },
    models: () =>
      columns.map((column, m) => ({
        name: columns.length === 1 && (/^label$/i.test(column) || predictionNames.test(column)) ? null : column,
        predictions: { kind: 'labels', labels: labels[m]! },
      })),
  };
}

function probabilitySink(
  models: Exclude<Layout['models'], { kind: 'labels' }>,
  { rows, classes, numbered, problems }: Reading,
): Sink {
  const matrix: Matrix = {
    data: new Float32Array(rows.count * classes.length),
    rows: rows.count,
    cols: classes.length,
  };
  const order = numbered ? numbered.map((name) => classes.indexOf(name)) : classes.map((_, c) => c);
  return {
    take(row, fields, at) {
      const values =
        models.kind === 'list'
          ? Array.from((fields[models.column] ?? []) as ArrayLike<number>, Number)
          : models.columns.map((column) => (column === null ? 0 : Number(textOf(fields[column]) ?? Number.NaN)));
      const places = models.kind === 'list' ? order : values.map((_, c) => c);
      const wrong =
        values.length === places.length
          ? checkRow(values)
          : `${values.length} probabilities for ${places.length} classes.`;
      if (wrong) problems.add({ ...at, message: wrong });
      else
        places.forEach((to, i) => {
          if (to >= 0) matrix.data[row * matrix.cols + to] = values[i]!;
        });
    },
    models: () => [{ name: null, predictions: { kind: 'probabilities', matrix } }],
  };
}
