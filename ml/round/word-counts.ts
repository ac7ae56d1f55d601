import type { WordRows } from '#/ml/types.ts';

/** Added to the weight of every word in every class, as if it had been seen there: a word weighs about 0.1 in a text. */
export const SMOOTHING = 0.3;
/** Shares of a text below this count as none. */
export const LEAST = 1e-6;

/** What each class has of each word, and in all. */
export interface ClassWords {
  /** Classes rounded up to a multiple of four: one row per word is so long. */
  stride: number;
  /** [words × stride] */
  sums: Float64Array;
  /** log(sums + smoothing), [words × stride] */
  logs: Float32Array;
  /** [K] */
  totals: Float64Array;
  /** Weight of each text, [N] */
  masses: Float64Array;
}

/** Adds up the words of every class; `targets` [N × K] are the classes' shares of each text. */
export function countWords(words: WordRows, targets: Float32Array, classes: number): ClassWords {
  const { start, word, weight } = words;
  const stride = 4 * Math.ceil(classes / 4);
  const sums = new Float64Array(words.words * stride);
  const totals = new Float64Array(classes);
  const masses = new Float64Array(start.length - 1);
  for (let i = 0; i < masses.length; i++) {
    let mass = 0;
    for (let e = start[i]; e < start[i + 1]; e++) mass += weight[e];
    masses[i] = mass;
    for (let c = 0; c < classes; c++) {
      const share = targets[i * classes + c];
      if (share < LEAST) continue;
      for (let e = start[i]; e < start[i + 1]; e++) sums[word[e] * stride + c] += share * weight[e];
      totals[c] += share * mass;
    }
  }
  const logs = new Float32Array(sums.length);
  for (let at = 0; at < sums.length; at++) logs[at] = Math.log(sums[at] + SMOOTHING);
  return { stride, sums, logs, totals, masses };
}

/** What the texts of one set add to each class: by word [K], and in all [K]. */
export function setWords(
  { start, word, weight }: WordRows,
  targets: Float32Array,
  classes: number,
  set: Int32Array,
): { words: Map<number, Float64Array>; totals: Float64Array } {
  const words = new Map<number, Float64Array>();
  const totals = new Float64Array(classes);
  for (const i of set)
    for (let e = start[i]; e < start[i + 1]; e++) {
      let own = words.get(word[e]);
      if (!own) {
        own = new Float64Array(classes);
        words.set(word[e], own);
      }
      for (let c = 0; c < classes; c++) {
        const share = targets[i * classes + c];
        if (share < LEAST) continue;
        own[c] += share * weight[e];
        totals[c] += share * weight[e];
      }
    }
  return { words, totals };
}
