import { sharedBytes } from '#/ml/threads/second-thread.ts';
import type { WordRows } from '#/ml/types.ts';
import type { Sparse } from '../sparse.ts';

/** Entries at most, 320 MB: those of a million short texts. With more, rounds go without. */
const MOST = 40_000_000;
/** Weights are multiples of this, so that sums of them are exact in any order. */
const GRID = 2 ** -20;

/**
 * The whole words of weighed texts, the first `words` columns, with their weights and in memory that threads share; without
 * pairs of words and parts of rare ones, which only repeat them. Undefined where there are none or too many.
 */
export function wordsOf({ rows, starts, columns, values }: Sparse, words: number): WordRows | undefined {
  let entries = 0;
  for (const column of columns) if (column < words) entries++;
  if (entries === 0 || entries > MOST) return undefined;
  const start = new Int32Array(sharedBytes(4 * (rows + 1)));
  const word = new Int32Array(sharedBytes(4 * entries));
  const weight = new Float32Array(sharedBytes(4 * entries));
  let at = 0;
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      if (columns[e] >= words) continue;
      word[at] = columns[e];
      weight[at++] = GRID * Math.max(1, Math.round(values[e] / GRID));
    }
    start[i + 1] = at;
  }
  return { start, word, weight, words };
}
