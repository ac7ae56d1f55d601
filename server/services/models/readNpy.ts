import { readFile } from 'node:fs/promises';
import { readNpy, readNpyHeader, readNpyTexts } from '#/ml/npy.ts';
import { badInput, type SourceFile } from '#/server/formats/source.ts';
import { labelReader } from './labelReader.ts';
import type { Predictions } from './predictions.ts';
import { checkRow } from './probabilityRow.ts';
import { type Reading, type ReadModel, stem } from './readTable.ts';

/** The model in a `.npy` file: [N × K] probabilities, or [N] labels by number or name; aligned by row. */
export async function readNpyModel(file: SourceFile, reading: Reading): Promise<ReadModel[]> {
  try {
    const bytes = await readFile(file.path);
    const texts = /^[US]/.test(readNpyHeader(bytes).type);
    const predictions = texts ? labelsFrom(readNpyTexts(bytes), reading, file) : numbersFrom(bytes, reading, file);
    return predictions ? [{ name: stem(file.name), fileName: file.name, predictions }] : [];
  } catch (error) {
    if (error instanceof RangeError) throw badInput({ file: file.name, message: error.message });
    throw error;
  }
}

function numbersFrom(bytes: Uint8Array, reading: Reading, file: SourceFile): Predictions | null {
  const { shape, data } = readNpy(bytes);
  const [n, cols] = shape as [number, number];
  if (shape.length === 1 || (shape.length === 2 && cols === 1)) return labelsFrom(Array.from(data), reading, file);
  const wanted = reading.numbered ?? reading.classes;
  if (shape.length !== 2 || cols !== wanted.length)
    throw badInput({
      file: file.name,
      message: `the array has the shape (${shape.join(', ')}); give (${reading.rows.count}, ${wanted.length}) probabilities with columns in the order of the classes, or (${reading.rows.count},) labels.`,
    });
  if (!sameRows(n, reading, file)) return null;
  const own = Float32Array.from(data);
  const { classes, problems } = reading;
  const matrix = { data: new Float32Array(n * classes.length), rows: n, cols: classes.length };
  const places = wanted.map((name) => classes.indexOf(name));
  for (let row = 0; row < n && !problems.full; row++) {
    const values = own.subarray(row * cols, (row + 1) * cols);
    const wrong = checkRow(values);
    if (wrong) problems.add({ file: file.name, message: `row ${row} (from 0): ${wrong}` });
    places.forEach((to, c) => {
      if (to >= 0) matrix.data[row * classes.length + to] = values[c]!;
    });
  }
  return { kind: 'probabilities', matrix };
}

function labelsFrom(values: (string | number)[], reading: Reading, file: SourceFile): Predictions | null {
  if (!sameRows(values.length, reading, file)) return null;
  const reader = labelReader(reading.classes, reading.numbered);
  const labels = Int32Array.from(values, (value, row) => {
    const index = value === -1 ? -1 : reader.indexOf(value);
    if (index === null)
      reading.problems.add({
        file: file.name,
        message: `row ${row} (from 0): “${value}” is no class of this dataset.`,
      });
    return index ?? -1;
  });
  return { kind: 'labels', labels };
}

function sameRows(rows: number, { rows: { count }, problems }: Reading, { name }: SourceFile): boolean {
  if (rows === count) return true;
  problems.add({
    file: name,
    message: `the array has ${rows.toLocaleString('en')} rows, the dataset ${count.toLocaleString('en')} samples; both need the same number, in the same order.`,
  });
  return false;
}
