import { denseProduct } from '#/ml/algebra/dense-product.ts';
import { viewRows } from '#/ml/geometry/approximate/candidate-rows.ts';
import type { Cells } from '#/ml/geometry/approximate/cells.ts';
import { nearestCells } from '#/ml/geometry/approximate/probes.ts';
import type { Projected } from '#/ml/geometry/approximate/projection.ts';
import { type Groups, together } from '#/ml/geometry/approximate/sampled-truth.ts';
import { UnitRows } from '#/ml/geometry/approximate/unit-rows.ts';
import { NearestLists } from '#/ml/geometry/nearest-lists.ts';
import type { Matrix } from '#/ml/types.ts';

/** The most members of a cell in one product. */
const MEMBERS = 2048;
/** Above what rounding in single precision can add to a product. */
const ROUNDING = 1e-5;

/** All that a thread needs to find neighbours; what is large in it is shared memory. */
export interface Search {
  features: Matrix;
  inverse: Float64Array;
  /** Rows in the cells' order. Null where candidates are looked for among the features themselves. */
  narrow: Projected | null;
  cells: Cells;
  /** Cells that a row is compared with. */
  probes: number;
  groups: Groups;
  /** Candidates of a row; those found in a projection are compared in full. */
  candidates: number;
  /** Threads of one product. */
  threads: number;
  /** Results, [rows × k]. */
  k: number;
  index: Int32Array;
  similarity: Float32Array;
}

/** Places in a block that ask each cell: those of cell c from start[c] to start[c + 1]. */
function askersByCell(near: Int32Array, probes: number, cells: number) {
  const start = new Int32Array(cells + 1);
  for (const cell of near) start[cell + 1]++;
  for (let c = 0; c < cells; c++) start[c + 1] += start[c];
  const filled = start.slice();
  const askers = new Int32Array(near.length);
  for (let at = 0; at < near.length; at++) askers[filled[near[at]]++] = Math.floor(at / probes);
  return { askers, start };
}

/** Compares the rows at [from, to) of the order with all members of their nearest cells; lists of each one's nearest. */
function candidatesOf(search: Search, unit: UnitRows, from: number, to: number, count: number): NearestLists {
  const { cells, groups, narrow, probes, threads } = search;
  const rows = cells.order.subarray(from, to);
  const ordered = (first: number, end: number) =>
    narrow ? viewRows(narrow.matrix, first, end) : unit.gather(cells.order.subarray(first, end));
  const asking = ordered(from, to);
  const { cols } = asking;
  const near = nearestCells(asking, cells.centre, probes, threads);
  const { askers, start } = askersByCell(near, probes, cells.centre.rows);
  const found = new NearestLists(rows.length, count);
  const left = new Float32Array(rows.length * cols);
  const values = new Float32Array(rows.length * MEMBERS);
  for (let c = 0; c < cells.centre.rows; c++) {
    const asked = start[c + 1] - start[c];
    if (asked === 0) continue;
    for (let i = 0; i < asked; i++)
      for (let j = 0, at = i * cols, of = askers[start[c] + i] * cols; j < cols; j++)
        left[at + j] = asking.data[of + j];
    const block = { data: left.subarray(0, asked * cols), rows: asked, cols };
    for (let first = cells.start[c]; first < cells.start[c + 1]; first += MEMBERS) {
      const end = Math.min(first + MEMBERS, cells.start[c + 1]);
      const members = cells.order.subarray(first, end);
      denseProduct('A·Bᵀ', block, ordered(first, end), values.subarray(0, asked * members.length), threads);
      for (let i = 0, at = 0; i < asked; i++) {
        const place = askers[start[c] + i];
        const row = rows[place];
        let limit = found.threshold(place);
        for (let j = 0; j < members.length; j++, at++) {
          if (values[at] < limit) continue;
          const other = members[j];
          if (other === row || together(groups, row, other)) continue;
          found.offer(place, other, values[at]);
          limit = found.threshold(place);
        }
      }
    }
  }
  return found;
}

/** The candidates' true cosines; those that cannot be among the k nearest are not computed. */
function ranked(search: Search, unit: UnitRows, rows: Int32Array, near: NearestLists, rest: Float32Array) {
  const lists = new NearestLists(rows.length, search.k);
  rows.forEach((row, place) => {
    for (let n = place * near.k; n < (place + 1) * near.k && near.index[n] >= 0; n++) {
      const other = near.index[n];
      const most = near.similarity[n] + rest[row] * rest[other] + ROUNDING;
      if (most >= lists.threshold(place)) lists.offer(place, other, unit.cosine(row, other));
    }
  });
  return lists;
}

/** Finds the neighbours of the rows at [from, to) of the cells' order. Doing it twice does no harm. */
export function findNeighbors(search: Search, from: number, to: number): void {
  const { features, inverse, narrow, cells, candidates, k, index, similarity } = search;
  const unit = new UnitRows(features, inverse);
  const rows = cells.order.subarray(from, to);
  const near = candidatesOf(search, unit, from, to, candidates);
  const lists = narrow ? ranked(search, unit, rows, near, narrow.rest) : near;
  rows.forEach((row, place) => {
    index.set(lists.index.subarray(place * k, (place + 1) * k), row * k);
    similarity.set(lists.similarity.subarray(place * k, (place + 1) * k), row * k);
  });
}
