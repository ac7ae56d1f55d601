import type { Geometry } from '#/ml/geometry/geometry.types.ts';

export interface Neighbor {
  row: number;
  /** Cosine, −1 to 1. */
  similarity: number;
}

/** The up to k nearest rows of a row, nearest first, from the stored graph. Throws RangeError for an unknown row. */
export function nearest(geometry: Geometry, row: number, k: number): Neighbor[] {
  if (!Number.isInteger(row) || row < 0 || row >= geometry.rows) throw new RangeError(`There is no row ${row}.`);
  const { index, similarity, k: most } = geometry.neighbors;
  const found: Neighbor[] = [];
  for (let n = 0; n < Math.min(k, most); n++) {
    const at = row * most + n;
    if (index[at] >= 0) found.push({ row: index[at], similarity: similarity[at] });
  }
  return found;
}
