import { multiply, transpose } from '#/ml/algebra/product.ts';
import type { Matrix } from '#/ml/types.ts';

/** Multiplications spent on one search; beyond, only the leading axes are compared, at least `fewestAxes` of them. */
const budget = 4e9;
const fewestAxes = 32;
/** Products computed at a time. */
const blockValues = 1 << 22;
/** Float32 products are that far off at most; what is closer than this is compared again in float64. */
const rounding = 1e-5;

/** Rows found for one query, nearest first, and their cosines. */
export interface Near {
  rows: number[];
  cosines: number[];
}

/** Some rows, cut to the leading axes and scaled to length 1; rows of zeros stay. */
function unitRows({ data, cols }: Matrix, rows: readonly number[], dims: number): Matrix {
  const out = new Float32Array(rows.length * dims);
  rows.forEach((row, at) => {
    let squares = 0;
    for (let j = 0; j < dims; j++) squares += data[row * cols + j] ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let j = 0; j < dims; j++) out[at * dims + j] = data[row * cols + j] * scale;
  });
  return { data: out, rows: rows.length, cols: dims };
}

/** The k-th largest of `values` [from, to) without position `skip`; −Infinity when there are fewer. */
function kthLargest(values: Float32Array, from: number, to: number, skip: number, k: number): number {
  const best = new Float64Array(k).fill(Number.NEGATIVE_INFINITY);
  for (let at = from; at < to; at++) {
    const value = values[at];
    if (value <= best[k - 1] || at === skip) continue;
    let place = k - 1;
    while (place > 0 && best[place - 1] < value) best[place] = best[--place];
    best[place] = value;
  }
  return best[k - 1];
}

/**
 * For each of `queries` the `k` rows of `among` with the largest cosine, without itself, ties included: the result does
 * not depend on the order of rows. `axes` [N × (D + 1)]: centred principal axes, largest first, and a constant.
 */
export function nearestAmong(axes: Matrix, queries: readonly number[], among: readonly number[], k: number): Near[] {
  const pairs = Math.max(1, queries.length * among.length);
  const dims = Math.min(axes.cols - 1, Math.max(fewestAxes, Math.floor(budget / pairs)));
  if (among.length === 0 || dims < 1) return queries.map(() => ({ rows: [], cosines: [] }));
  const pool = unitRows(axes, among, dims);
  const turned = transpose(pool);
  const place = new Map(among.map((row, at) => [row, at]));
  const size = Math.max(1, Math.floor(blockValues / among.length));
  const found: Near[] = [];
  for (let start = 0; start < queries.length; start += size) {
    const some = queries.slice(start, start + size);
    const own = unitRows(axes, some, dims);
    const products = multiply(own, turned).data;
    some.forEach((query, q) => {
      const from = q * among.length;
      const self = place.get(query);
      const least = kthLargest(products, from, from + among.length, self === undefined ? -1 : from + self, k);
      const close: { row: number; cosine: number }[] = [];
      for (let at = 0; at < among.length; at++)
        if (products[from + at] >= least - rounding && at !== self)
          close.push({ row: among[at], cosine: cosine(own, q, pool, at) });
      close.sort((a, b) => b.cosine - a.cosine);
      const last = close[Math.min(k, close.length) - 1]?.cosine ?? 0;
      const kept = close.filter((c) => c.cosine >= last);
      found.push({ rows: kept.map((c) => c.row), cosines: kept.map((c) => c.cosine) });
    });
  }
  return found;
}

function cosine(a: Matrix, i: number, b: Matrix, j: number): number {
  let sum = 0;
  for (let d = 0; d < a.cols; d++) sum += a.data[i * a.cols + d] * b.data[j * b.cols + d];
  return Math.min(1, Math.max(0, sum));
}
