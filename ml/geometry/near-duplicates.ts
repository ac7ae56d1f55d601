import type { NeighborGraph } from '#/ml/geometry/geometry.types.ts';

/** Near-duplicates are this much closer than a typical nearest neighbour (as a share of its distance). */
const CLOSER = 0.25;

/** Distance on the unit sphere from a cosine. */
function distance(cosine: number): number {
  return Math.sqrt(Math.max(0, 2 - 2 * cosine));
}

/**
 * Sets of rows that are practically the same: at most a quarter of the median nearest-neighbour distance apart, linked
 * transitively. Set numbers count from 0 in order of their first row; −1 for rows on their own. When rows do not differ
 * at all (median distance 0) only exact copies are linked; when every row is a copy, none are.
 */
export function nearDuplicates(graph: NeighborGraph, rows: number): Int32Array {
  const { k, index, similarity } = graph;
  const first: number[] = [];
  for (let i = 0; i < rows; i++) if (index[i * k] >= 0) first.push(distance(similarity[i * k]));
  first.sort((a, b) => a - b);
  const limit = Math.max(1e-3, CLOSER * (first[first.length >> 1] ?? 0));
  const parent = Int32Array.from({ length: rows }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  for (let i = 0; i < rows; i++)
    for (let n = 0; n < k; n++) {
      const other = index[i * k + n];
      if (other < 0 || distance(similarity[i * k + n]) > limit) break;
      const a = root(i);
      const b = root(other);
      if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
    }
  const size = new Int32Array(rows);
  for (let i = 0; i < rows; i++) size[root(i)]++;
  const numbers = new Map<number, number>();
  const sets = new Int32Array(rows).fill(-1);
  if (size[root(0)] === rows) return sets;
  for (let i = 0; i < rows; i++) {
    const at = root(i);
    if (size[at] < 2) continue;
    let number = numbers.get(at);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(at, number);
    }
    sets[i] = number;
  }
  return sets;
}
