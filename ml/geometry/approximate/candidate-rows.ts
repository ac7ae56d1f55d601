import type { Matrix } from '#/ml/types.ts';

/** Gives chosen rows as a matrix: the unit rows themselves or their projection. Products say who is near whom. */
export type Gather = (rows: ArrayLike<number>) => Matrix;

/** Chosen rows of a matrix, copied. */
export function gatherRows({ data, cols }: Matrix, rows: ArrayLike<number>): Matrix {
  const out = new Float32Array(rows.length * cols);
  for (let i = 0; i < rows.length; i++)
    for (let j = 0, at = i * cols, from = rows[i] * cols; j < cols; j++) out[at + j] = data[from + j];
  return { data: out, rows: rows.length, cols };
}

/** Rows [from, to) as they lie, without a copy. */
export function viewRows({ data, cols }: Matrix, from: number, to: number): Matrix {
  return { data: data.subarray(from * cols, to * cols), rows: to - from, cols };
}

/** Puts row order[p] at place p, within the same memory: each cycle of the order is walked once. */
export function reorderRows({ data, rows, cols }: Matrix, order: Int32Array): void {
  const done = new Uint8Array(rows);
  for (let first = 0; first < rows; first++) {
    if (done[first] === 1) continue;
    const held = data.slice(first * cols, (first + 1) * cols);
    let place = first;
    for (; order[place] !== first; place = order[place]) {
      data.copyWithin(place * cols, order[place] * cols, (order[place] + 1) * cols);
      done[place] = 1;
    }
    data.set(held, place * cols);
    done[place] = 1;
  }
}
