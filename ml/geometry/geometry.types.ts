import type { WordRows } from '#/ml/types.ts';

/**
 * Features turned into a basis in which ridge regression is cheap for every λ: zᵀz is tridiagonal (`off` set) or diagonal
 * (`off` null). The last column is the constant.
 */
export interface RidgeBasis {
  /** [rows × cols] row-major, on a fixed binary grid, so that class sums in float64 are exact in any order. */
  z: Float32Array;
  rows: number;
  cols: number;
  diagonal: Float64Array;
  off: Float64Array | null;
  /** Mean eigenvalue (trace / cols): λ is given relative to it. */
  unit: number;
}

/** k nearest neighbours by cosine, nearest first, the row itself excluded; −1 where there are fewer. */
export interface NeighborGraph {
  k: number;
  index: Int32Array;
  similarity: Float32Array;
  /** Share of true neighbours in the graph, measured on sampled rows; 1 when the search was exact. */
  recall: number;
}

/** Everything of a round that does not depend on labels. Callers treat it as opaque. */
export interface Geometry {
  rows: number;
  seed: number;
  linear: RidgeBasis;
  /** Random Fourier features beside the linear ones; null above the memory budget. */
  kernel: RidgeBasis | null;
  neighbors: NeighborGraph;
  /** Of texts: the words in them; absent where the features do not come from words. */
  words?: WordRows;
  /** Near-duplicate set of each row, −1 when it has none. */
  duplicates: Int32Array;
  /** Mean cosine distance to the nearest neighbours, ≥ 0. */
  outlier: Float32Array;
}
