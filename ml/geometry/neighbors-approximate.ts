import { multiply, transpose } from '#/ml/algebra/product.ts';
import { sampleRows, seeded } from '#/ml/algebra/random.ts';
import type { NeighborGraph } from '#/ml/geometry/geometry.types.ts';
import { NearestLists } from '#/ml/geometry/nearest-lists.ts';
import { unitRows } from '#/ml/geometry/scaling.ts';
import type { Matrix } from '#/ml/types.ts';

/** Share of the true neighbours that the searched cells should hold, and the most cells searched per row. */
const WANTED = 0.96;
const MOST_PROBES = 64;
const QUERY_BLOCK = 4096;

/** Chosen rows as a matrix of their own. */
function gather(from: Matrix, rows: ArrayLike<number>): Matrix {
  const data = new Float32Array(rows.length * from.cols);
  for (let i = 0; i < rows.length; i++)
    data.set(from.data.subarray(rows[i] * from.cols, (rows[i] + 1) * from.cols), i * from.cols);
  return { data, rows: rows.length, cols: from.cols };
}

/** The `count` best columns of one row of values, best first. */
function best(values: Float32Array, start: number, cols: number, count: number): Int32Array {
  const lists = new NearestLists(1, count);
  for (let j = 0; j < cols; j++) if (values[start + j] >= lists.threshold(0)) lists.offer(0, j, values[start + j]);
  return lists.index;
}

/** Spherical k-means centres from a seeded sample. */
function centres(unit: Matrix, count: number, seed: number): Matrix {
  const sample = gather(unit, sampleRows(unit.rows, count * 40, seeded(seed + 3)));
  let centre = gather(sample, sampleRows(sample.rows, count, seeded(seed + 4)));
  for (let step = 0; step < 6; step++) {
    const closeness = multiply(sample, transpose(centre)).data;
    const sum: Matrix = { data: new Float32Array(centre.data.length), rows: count, cols: unit.cols };
    for (let i = 0; i < sample.rows; i++) {
      const cell = best(closeness, i * count, count, 1)[0];
      for (let j = 0; j < unit.cols; j++) sum.data[cell * unit.cols + j] += sample.data[i * unit.cols + j];
    }
    for (let c = 0; c < count; c++) {
      const part = sum.data.subarray(c * unit.cols, (c + 1) * unit.cols);
      if (part.every((value) => value === 0)) part.set(centre.data.subarray(c * unit.cols, (c + 1) * unit.cols));
    }
    centre = unitRows(sum);
  }
  return centre;
}

/** The nearest cells of every row, [rows × count], nearest first. */
function nearestCells(unit: Matrix, centre: Matrix, count: number): Int32Array {
  const cells = new Int32Array(unit.rows * count);
  const right = transpose(centre);
  for (let from = 0; from < unit.rows; from += 16_384) {
    const to = Math.min(unit.rows, from + 16_384);
    const block = { data: unit.data.subarray(from * unit.cols, to * unit.cols), rows: to - from, cols: unit.cols };
    const closeness = multiply(block, right).data;
    for (let i = from; i < to; i++) cells.set(best(closeness, (i - from) * centre.rows, centre.rows, count), i * count);
  }
  return cells;
}

/** True neighbours of a few sampled rows: what the cells are judged by. */
function truth(unit: Matrix, k: number, seed: number): { rows: Int32Array; lists: Int32Array[] } {
  const rows = sampleRows(unit.rows, 200, seeded(seed + 5));
  const found = new NearestLists(rows.length, k);
  const right = transpose(gather(unit, rows));
  for (let from = 0; from < unit.rows; from += 16_384) {
    const to = Math.min(unit.rows, from + 16_384);
    const block = { data: unit.data.subarray(from * unit.cols, to * unit.cols), rows: to - from, cols: unit.cols };
    const closeness = multiply(block, right).data;
    for (let i = from; i < to; i++)
      for (let s = 0; s < rows.length; s++)
        if (rows[s] !== i) found.offer(s, i, closeness[(i - from) * rows.length + s]);
  }
  return { rows, lists: Array.from(rows, (_, s) => found.index.slice(s * k, (s + 1) * k)) };
}

/**
 * Approximate k nearest neighbours: rows are put into cells around k-means centres and each row is compared with the
 * members of its nearest cells. How many cells is measured: as few as hold 96% of the true neighbours of 200 sampled
 * rows, at most 64. The recall reached is in the result. Deterministic for a seed.
 */
export function approximateNeighbors(
  unit: Matrix,
  k: number,
  groups: Int32Array | undefined,
  seed: number,
  progress: (fraction: number) => void,
): NeighborGraph {
  const count = Math.round(1.6 * Math.sqrt(unit.rows));
  const probes = Math.min(MOST_PROBES, count);
  const cells = nearestCells(unit, centres(unit, count, seed), probes);
  progress(0.2);
  const { rows: sampled, lists: wanted } = truth(unit, k, seed);
  const depth = new Int32Array(probes + 1);
  sampled.forEach((row, s) => {
    for (const neighbor of wanted[s]) {
      const at = cells.subarray(row * probes, (row + 1) * probes).indexOf(cells[neighbor * probes]);
      depth[at < 0 ? probes : at]++;
    }
  });
  let used = 0;
  let held = 0;
  while (used < probes && held < WANTED * sampled.length * k) held += depth[used++];
  const members: number[][] = Array.from({ length: count }, () => []);
  const queries: number[][] = Array.from({ length: count }, () => []);
  for (let i = 0; i < unit.rows; i++) {
    members[cells[i * probes]].push(i);
    for (let p = 0; p < used; p++) queries[cells[i * probes + p]].push(i);
  }
  const found = new NearestLists(unit.rows, k);
  for (let c = 0; c < count; c++) {
    if (members[c].length === 0) continue;
    const right = transpose(gather(unit, members[c]));
    for (let from = 0; from < queries[c].length; from += QUERY_BLOCK) {
      const asking = queries[c].slice(from, from + QUERY_BLOCK);
      const closeness = multiply(gather(unit, asking), right).data;
      for (let i = 0; i < asking.length; i++) {
        const row = asking[i];
        for (let j = 0; j < right.cols; j++) {
          const value = closeness[i * right.cols + j];
          if (value < found.threshold(row)) continue;
          const other = members[c][j];
          if (other === row || (groups && groups[row] >= 0 && groups[row] === groups[other])) continue;
          found.offer(row, other, value);
        }
      }
    }
    progress(0.2 + (0.8 * (c + 1)) / count);
  }
  return { k, index: found.index, similarity: found.similarity, recall: held / (sampled.length * k) };
}
