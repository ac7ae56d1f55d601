import { sharedBytes } from '#/ml/threads/second-thread.ts';
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

/** Hard targets that were counted last, with what came of it. */
interface KnownWords {
  target: Int32Array;
  classes: number;
  counts: ClassWords;
}

/** From one round to the next few labels change. */
const known = new WeakMap<object, KnownWords>();

/** Adds `share` of text i, times its weights, to class c. */
function add({ start, word, weight }: WordRows, counts: ClassWords, i: number, c: number, share: number): void {
  const { sums, totals, masses, stride } = counts;
  for (let e = start[i]; e < start[i + 1]; e++) sums[word[e] * stride + c] += share * weight[e];
  totals[c] += share * masses[i];
}

/** The logarithms of what the classes have of text i's words. */
function takeLogs({ start, word }: WordRows, { sums, logs, stride }: ClassWords, i: number): void {
  for (let e = start[i]; e < start[i + 1]; e++)
    for (let at = word[e] * stride; at < (word[e] + 1) * stride; at++) logs[at] = Math.log(sums[at] + SMOOTHING);
}

function nothing({ start, weight, words }: WordRows, classes: number): ClassWords {
  const stride = 4 * Math.ceil(classes / 4);
  const masses = new Float64Array(sharedBytes(8 * (start.length - 1)));
  for (let i = 0; i < masses.length; i++) for (let e = start[i]; e < start[i + 1]; e++) masses[i] += weight[e];
  const sums = new Float64Array(sharedBytes(8 * words * stride));
  const logs = new Float32Array(sharedBytes(4 * words * stride));
  return { stride, sums, logs, totals: new Float64Array(classes), masses };
}

/**
 * Adds up the words of every class. `shares` [N × K] are the classes' shares of each text; for `hard` targets (−1: none),
 * only what has changed since the last time is counted: weights on the grid add up to the same in any order. The result
 * is the caller's to read until the next call.
 */
export function countWords(
  words: WordRows,
  shares: Float32Array,
  classes: number,
  hard: Int32Array | null,
): ClassWords {
  const last = hard && known.get(words.word);
  if (hard && last && last.classes === classes && last.target.length === hard.length) {
    const { counts } = last;
    const changed: number[] = [];
    for (let i = 0; i < hard.length; i++) {
      if (hard[i] === last.target[i]) continue;
      if (last.target[i] >= 0) add(words, counts, i, last.target[i], -1);
      if (hard[i] >= 0) add(words, counts, i, hard[i], 1);
      last.target[i] = hard[i];
      changed.push(i);
    }
    for (const i of changed) takeLogs(words, counts, i);
    return counts;
  }
  const counts = nothing(words, classes);
  for (let i = 0, at = 0; at < shares.length; i++)
    for (let c = 0; c < classes; c++, at++) if (shares[at] >= LEAST) add(words, counts, i, c, shares[at]);
  // Only words that stay for good are worth remembering.
  if (hard && words.word.buffer instanceof SharedArrayBuffer)
    known.set(words.word, { target: hard.slice(), classes, counts });
  const { sums, logs } = counts;
  for (let at = 0; at < sums.length; at++) logs[at] = Math.log(sums[at] + SMOOTHING);
  return counts;
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
