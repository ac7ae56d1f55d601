import { sampleRows, seeded } from '#/ml/algebra/random.ts';
import { rowProducts, type UnitRows } from '#/ml/geometry/approximate/unit-rows.ts';
import { NearestLists } from '#/ml/geometry/nearest-lists.ts';
import type { Matrix } from '#/ml/types.ts';

const SAMPLED = 200;

/** Group number of each row, −1 none: rows of one group are not each other's neighbours. */
export type Groups = Int32Array | undefined;

export function together(groups: Groups, a: number, b: number): boolean {
  return groups !== undefined && groups[a] >= 0 && groups[a] === groups[b];
}

/** The true neighbours of a few sampled rows: what every choice of the search is judged by. */
export interface SampledTruth {
  rows: Int32Array;
  k: number;
  /** [rows × k] row numbers, −1 where there are fewer. */
  index: Int32Array;
}

/** Offers a block of rows, whose first is row `from`, to the lists of the asking rows. `values` [rows × block.rows]. */
export function offerBlock(lists: NearestLists, rows: Int32Array, values: Float32Array, from: number, groups: Groups) {
  const count = values.length / rows.length;
  for (let s = 0, at = 0; s < rows.length; s++) {
    let limit = lists.threshold(s);
    for (let i = 0; i < count; i++, at++) {
      if (values[at] < limit || rows[s] === from + i || together(groups, rows[s], from + i)) continue;
      lists.offer(s, from + i, values[at]);
      limit = lists.threshold(s);
    }
  }
}

/** Rows that a search is judged by. */
export function sampledJudges(rows: number, seed: number): Int32Array {
  return sampleRows(rows, SAMPLED, seeded(seed + 5));
}

/** Compares the given rows with all others. */
export function sampledTruth(unit: UnitRows, k: number, groups: Groups, rows: Int32Array): SampledTruth {
  const lists = new NearestLists(rows.length, k);
  const asked: Matrix = unit.gather(rows);
  unit.eachBlock((block, from) => {
    offerBlock(lists, rows, rowProducts(asked, block), from, groups);
  });
  return { rows, k, index: lists.index };
}

/** Share of the true neighbours for which `found(s, neighbour)` holds, s the place in the sample. */
export function shareFound(truth: SampledTruth, found: (s: number, neighbor: number) => boolean): number {
  const { rows, k, index } = truth;
  let all = 0;
  let hits = 0;
  for (let s = 0; s < rows.length; s++)
    for (let n = s * k; n < (s + 1) * k && index[n] >= 0; n++) {
      all++;
      if (found(s, index[n])) hits++;
    }
  return all === 0 ? 1 : hits / all;
}

/** Share of the true neighbours that lists of `k` rows each hold, the sampled row s asking at `place(s)`. */
export function shareListed(truth: SampledTruth, index: Int32Array, k: number, place: (s: number) => number): number {
  return shareFound(truth, (s, neighbor) => {
    const at = place(s) * k;
    return index.subarray(at, at + k).includes(neighbor);
  });
}
