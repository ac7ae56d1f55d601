import { symmetricEigen } from '#/ml/algebra/eigen.ts';
import { gram, multiply } from '#/ml/algebra/product.ts';
import { sampleRows, seeded } from '#/ml/algebra/random.ts';
import { type Gather, gatherRows } from '#/ml/geometry/approximate/candidate-rows.ts';
import { type Groups, offerBlock, type SampledTruth, shareFound } from '#/ml/geometry/approximate/sampled-truth.ts';
import { rowProducts, type UnitRows } from '#/ml/geometry/approximate/unit-rows.ts';
import { leadingDirections } from '#/ml/geometry/narrowing.ts';
import { NearestLists } from '#/ml/geometry/nearest-lists.ts';
import { sharedBytes } from '#/ml/threads/second-thread.ts';
import type { Matrix } from '#/ml/types.ts';

/** Rows from which the directions are learned, widths that are tried, and the share of true neighbours they must keep. */
const LEARNED_FROM = 20_000;
const WIDTHS = [32, 48, 64, 96, 128, 192];
const KEPT = 0.985;

/** Leading principal directions of a sample, [cols × width], largest first. */
function principal(unit: UnitRows, width: number, seed: number): Matrix {
  const sample = unit.gather(sampleRows(unit.rows, LEARNED_FROM, seeded(seed + 6)));
  const range = leadingDirections(gram(sample), sample.cols, width, seed);
  const { vectors } = symmetricEigen(gram(multiply(sample, range)), range.cols);
  return multiply(range, { data: Float32Array.from(vectors), rows: range.cols, cols: range.cols });
}

/** Columns [from, to) as a matrix of their own. */
function columns(matrix: Matrix, from: number, to: number): Matrix {
  const data = new Float32Array(matrix.rows * (to - from));
  for (let i = 0; i < matrix.rows; i++)
    data.set(matrix.data.subarray(i * matrix.cols + from, i * matrix.cols + to), i * (to - from));
  return { data, rows: matrix.rows, cols: to - from };
}

/** Where candidates are looked for, and how many of them have to be compared in full. */
export interface Choice {
  /** [cols × width] */
  axes: Matrix;
  candidates: number;
}

/**
 * The fewest principal directions in which the sampled rows' true neighbours are among the `most` nearest, and the fewest
 * nearest that are enough there. Null when no narrow projection keeps them: then the features themselves have to be
 * compared.
 */
export function chooseProjection(
  unit: UnitRows,
  truth: SampledTruth,
  most: number,
  groups: Groups,
  seed: number,
): Choice | null {
  const widths = WIDTHS.filter((width) => 2 * width <= unit.cols);
  const widest = widths.at(-1);
  if (widest === undefined) return null;
  const axes = principal(unit, widest, seed);
  const parts = widths.map((width, w) => columns(axes, w === 0 ? 0 : widths[w - 1], width));
  const asked = unit.gather(truth.rows);
  const askedParts = parts.map((part) => multiply(asked, part));
  const lists = widths.map(() => new NearestLists(truth.rows.length, most));
  unit.eachBlock((block, from) => {
    const sum = new Float32Array(truth.rows.length * block.rows);
    parts.forEach((part, w) => {
      const values = rowProducts(askedParts[w], multiply(block, part));
      for (let at = 0; at < sum.length; at++) sum[at] += values[at];
      offerBlock(lists[w], truth.rows, sum, from, groups);
    });
  });
  const kept = (list: NearestLists, count: number) =>
    shareFound(truth, (s, neighbor) => list.index.subarray(s * most, s * most + count).includes(neighbor));
  const enough = lists.findIndex((list) => kept(list, most) >= KEPT);
  if (enough < 0) return null;
  let candidates = truth.k;
  while (kept(lists[enough], candidates) < KEPT) candidates++;
  return { axes: columns(axes, 0, widths[enough]), candidates };
}

/** Rows in fewer directions: their products approximate cosines, `rest` says how well. */
export interface Projected {
  matrix: Matrix;
  /** [rows] length of what the projection leaves out: a cosine differs from the product by at most the two rests' product. */
  rest: Float32Array;
}

/** All rows in these directions; in memory that threads share. */
export function projected(unit: UnitRows, axes: Matrix): Projected {
  const { rows } = unit;
  const { cols } = axes;
  const data = new Float32Array(sharedBytes(4 * rows * cols));
  const rest = new Float32Array(sharedBytes(4 * rows));
  unit.eachBlock((block, from) => {
    const part = multiply(block, axes).data;
    data.set(part, from * cols);
    for (let i = 0; i < block.rows; i++) {
      let square = 0;
      for (let j = i * cols; j < (i + 1) * cols; j++) square += part[j] * part[j];
      rest[from + i] = Math.sqrt(Math.max(0, 1 - square));
    }
  });
  return { matrix: { data, rows, cols }, rest };
}

/** The chosen rows of the projection, or the whole unit rows where there is none. */
export function candidateSource(unit: UnitRows, narrow: Projected | null): Gather {
  return (rows) => (narrow ? gatherRows(narrow.matrix, rows) : unit.gather(rows));
}
