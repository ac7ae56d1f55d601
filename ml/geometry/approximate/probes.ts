import type { Gather } from '#/ml/geometry/approximate/candidate-rows.ts';
import type { Cells } from '#/ml/geometry/approximate/cells.ts';
import { type SampledTruth, shareFound } from '#/ml/geometry/approximate/sampled-truth.ts';
import { rowProducts } from '#/ml/geometry/approximate/unit-rows.ts';
import { NearestLists } from '#/ml/geometry/nearest-lists.ts';
import type { Matrix } from '#/ml/types.ts';

/** The nearest cells of every row of a block, [block.rows × count], nearest first. */
export function nearestCells(block: Matrix, centre: Matrix, count: number, threads?: number): Int32Array {
  const values = rowProducts(block, centre, threads);
  const lists = new NearestLists(block.rows, count);
  for (let i = 0, at = 0; i < block.rows; i++) {
    let limit = lists.threshold(i);
    for (let c = 0; c < centre.rows; c++, at++) {
      if (values[at] < limit) continue;
      lists.offer(i, c, values[at]);
      limit = lists.threshold(i);
    }
  }
  return lists.index;
}

/** As few of a row's nearest cells as hold this share of the sampled rows' true neighbours, at most `most`. */
export function probesFor(gather: Gather, cells: Cells, truth: SampledTruth, wanted: number, most: number): number {
  const count = Math.min(most, cells.centre.rows);
  const near = nearestCells(gather(truth.rows), cells.centre, count);
  const held = new Float64Array(count + 1);
  shareFound(truth, (s, neighbor) => {
    const depth = near.subarray(s * count, (s + 1) * count).indexOf(cells.home[neighbor]);
    held[depth < 0 ? count : depth]++;
    return true;
  });
  const all = held.reduce((sum, n) => sum + n, 0);
  let used = 0;
  for (let sum = 0; used < count && sum < wanted * all; used++) sum += held[used];
  return Math.max(1, used);
}
