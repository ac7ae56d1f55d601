import { sampleRows, seeded } from '#/ml/algebra/random.ts';
import { type Gather, viewRows } from '#/ml/geometry/approximate/candidate-rows.ts';
import { rowProducts } from '#/ml/geometry/approximate/unit-rows.ts';
import { unitRows } from '#/ml/geometry/scaling.ts';
import type { Matrix } from '#/ml/types.ts';

/** Sampled rows per centre, and rounds of k-means. */
const PER_CENTRE = 40;
const STEPS = 6;
const BLOCK = 4096;

/** The place of the largest of a row's values; the first of equals. */
function largest(values: Float32Array, start: number, count: number): number {
  let best = 0;
  let most = values[start];
  for (let j = 1; j < count; j++)
    if (values[start + j] > most) {
      most = values[start + j];
      best = j;
    }
  return best;
}

/** Spherical k-means centres [count × cols] from a seeded sample of `rows` rows. */
export function cellCentres(gather: Gather, rows: number, count: number, seed: number): Matrix {
  const random = seeded(seed + 3);
  const sample = gather(sampleRows(rows, count * PER_CENTRE, random));
  const { cols } = sample;
  let centre: Matrix = { data: new Float32Array(count * cols), rows: count, cols };
  sampleRows(sample.rows, count, random).forEach((row, c) => {
    centre.data.set(sample.data.subarray(row * cols, (row + 1) * cols), c * cols);
  });
  centre = unitRows(centre);
  for (let step = 0; step < STEPS; step++) {
    const sum: Matrix = { data: new Float32Array(centre.data.length), rows: count, cols };
    for (let from = 0; from < sample.rows; from += BLOCK) {
      const block = viewRows(sample, from, Math.min(sample.rows, from + BLOCK));
      const values = rowProducts(block, centre);
      for (let i = 0; i < block.rows; i++) {
        const cell = largest(values, i * count, count);
        for (let j = 0; j < cols; j++) sum.data[cell * cols + j] += block.data[i * cols + j];
      }
    }
    for (let c = 0; c < count; c++) {
      const part = sum.data.subarray(c * cols, (c + 1) * cols);
      if (part.every((value) => value === 0)) part.set(centre.data.subarray(c * cols, (c + 1) * cols));
    }
    centre = unitRows(sum);
  }
  return centre;
}

/** Rows put into cells: `order` lists them cell by cell, those of cell c from start[c] to start[c + 1]. */
export interface Cells {
  centre: Matrix;
  /** [rows] cell of each row. */
  home: Int32Array;
  order: Int32Array;
  start: Int32Array;
}

/** Every row goes to the cell whose centre is nearest. */
export function fillCells(gather: Gather, rows: number, centre: Matrix): Cells {
  const home = new Int32Array(rows);
  const start = new Int32Array(centre.rows + 1);
  for (let from = 0; from < rows; from += BLOCK) {
    const numbers = Int32Array.from({ length: Math.min(BLOCK, rows - from) }, (_, i) => from + i);
    const values = rowProducts(gather(numbers), centre);
    for (let i = 0; i < numbers.length; i++) {
      home[from + i] = largest(values, i * centre.rows, centre.rows);
      start[home[from + i] + 1]++;
    }
  }
  for (let c = 0; c < centre.rows; c++) start[c + 1] += start[c];
  const filled = start.slice();
  const order = new Int32Array(rows);
  for (let i = 0; i < rows; i++) order[filled[home[i]]++] = i;
  return { centre, home, order, start };
}
