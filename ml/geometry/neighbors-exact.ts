import { denseProduct } from '#/ml/algebra/dense-product.ts';
import type { NeighborGraph } from '#/ml/geometry/geometry.types.ts';
import { NearestLists } from '#/ml/geometry/nearest-lists.ts';
import type { Matrix } from '#/ml/types.ts';

const BLOCK = 1024;

/** Cosines of two blocks of unit rows, [a × b]. */
function cosines(unit: Matrix, a: number, b: number, sizeA: number, sizeB: number): Float32Array {
  const { data, cols } = unit;
  const block = (from: number, rows: number) => ({
    data: data.subarray(from * cols, (from + rows) * cols),
    rows,
    cols,
  });
  const values = new Float32Array(sizeA * sizeB);
  denseProduct('A·Bᵀ', block(a, sizeA), block(b, sizeB), values);
  return values;
}

/**
 * Exact k nearest neighbours of unit rows; each pair of blocks is multiplied once and serves both sides. Rows of one
 * group are not each other's neighbours. O(N²·D).
 */
export function exactNeighbors(
  unit: Matrix,
  k: number,
  groups: Int32Array | undefined,
  progress: (fraction: number) => void,
): NeighborGraph {
  const lists = new NearestLists(unit.rows, k);
  const { similarity } = lists;
  const blocks = Math.ceil(unit.rows / BLOCK);
  let done = 0;
  for (let p = 0; p < blocks; p++) {
    for (let q = p; q < blocks; q++) {
      const a = p * BLOCK;
      const b = q * BLOCK;
      const sizeA = Math.min(BLOCK, unit.rows - a);
      const sizeB = Math.min(BLOCK, unit.rows - b);
      const values = cosines(unit, a, b, sizeA, sizeB);
      for (let i = 0; i < sizeA; i++) {
        const row = a + i;
        const last = row * k + k - 1;
        for (let j = p === q ? i + 1 : 0; j < sizeB; j++) {
          const value = values[i * sizeB + j];
          const other = b + j;
          if (value < similarity[last] && value < similarity[other * k + k - 1]) continue;
          if (groups && groups[row] >= 0 && groups[row] === groups[other]) continue;
          lists.offer(row, other, value);
          lists.offer(other, row, value);
        }
      }
      progress(++done / ((blocks * (blocks + 1)) / 2));
    }
  }
  return { k, index: lists.index, similarity: lists.similarity, recall: 1 };
}
