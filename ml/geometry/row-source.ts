import { blockRows, transposeMultiply } from '#/ml/algebra/product.ts';
import type { Matrix } from '#/ml/types.ts';

/** Rows that are made block by block: a second copy of a million of them would not fit beside the first. */
export interface RowSource {
  rows: number;
  cols: number;
  /** Rows [from, to). */
  block(from: number, to: number): Matrix;
}

/** A matrix, read block by block without copies. */
export function rowsOf({ data, rows, cols }: Matrix): RowSource {
  return {
    rows,
    cols,
    block: (from, to) => ({ data: data.subarray(from * cols, to * cols), rows: to - from, cols }),
  };
}

/** All rows in blocks that suit a product of this many columns. */
export function eachBlock(source: RowSource, visit: (block: Matrix, from: number) => void): void {
  const size = blockRows(source.cols);
  for (let from = 0; from < source.rows; from += size)
    visit(source.block(from, Math.min(source.rows, from + size)), from);
}

/** AᵀA in float64, [cols × cols], exactly symmetric. */
export function gramOf(source: RowSource): Float64Array {
  const { cols } = source;
  const sum = new Float64Array(cols * cols);
  eachBlock(source, (block) => {
    const part = transposeMultiply(block, block);
    for (let i = 0; i < sum.length; i++) sum[i] += part[i];
  });
  for (let i = 0; i < cols; i++) for (let j = 0; j < i; j++) sum[j * cols + i] = sum[i * cols + j];
  return sum;
}
