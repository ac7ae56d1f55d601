/** Test labels before and after correction, and what several models predict; all arrays [N] of class indexes. */
export interface Benchmark {
  /** −1 where there is none: the sample takes no part. */
  given: Int32Array;
  /** −1 where the sample leaves the corrected test set. */
  corrected: Int32Array;
  /** One per model; every model predicts every sample that takes part. */
  predictions: readonly Int32Array[];
  /** The class that means "none of the others": scores are micro-F1 without it. −1: scores are accuracies. */
  negative: number;
}

/** Samples that look the same to every score, counted once. */
export interface Patterns {
  /** [N'] pattern of each sample that takes part. */
  of: Int32Array;
  /** [P × M] per pattern and model, as bits: hit, guess on the given labels; hit, guess on the corrected ones. */
  flags: Uint8Array;
  /** [P] bits: a positive by the given label, by the corrected one. */
  positive: Uint8Array;
  models: number;
}

const HIT = 1;
const GUESS = 2;
const HIT_CORRECTED = 4;
const GUESS_CORRECTED = 8;

/** Scores per model [M] on either set of labels, in [0,1]. */
export interface BothScores {
  given: Float64Array;
  corrected: Float64Array;
}

/** Groups samples by what decides about scores: some thousand patterns instead of every sample. */
export function patternsOf({ given, corrected, predictions, negative }: Benchmark): Patterns {
  const models = predictions.length;
  const rows = Array.from(given.keys()).filter((row) => given[row] >= 0);
  const of = new Int32Array(rows.length);
  const seen = new Map<string, number>();
  const flags: number[] = [];
  const positive: number[] = [];
  const bits = new Uint8Array(models + 1);
  rows.forEach((row, i) => {
    const [before, after] = [given[row], corrected[row]];
    const stays = after >= 0;
    bits[models] = (before !== negative ? 1 : 0) | (stays && after !== negative ? 2 : 0);
    predictions.forEach((predicted, m) => {
      const label = predicted[row];
      const guess = label !== negative;
      bits[m] =
        (guess ? GUESS : 0) |
        (guess && label === before ? HIT : 0) |
        (guess && stays ? GUESS_CORRECTED : 0) |
        (guess && stays && label === after ? HIT_CORRECTED : 0);
    });
    const key = String.fromCharCode(...bits);
    let at = seen.get(key);
    if (at === undefined) {
      at = seen.size;
      seen.set(key, at);
      for (let m = 0; m < models; m++) flags.push(bits[m]);
      positive.push(bits[models]);
    }
    of[i] = at;
  });
  return { of, flags: Uint8Array.from(flags), positive: Uint8Array.from(positive), models };
}

/**
 * Accuracy, or micro-F1 without the negative class as TACRED's scorer has it: 2·hits / (guesses + positives).
 * @param counts [P] how often each pattern occurs
 */
export function scoresOf({ flags, positive, models }: Patterns, counts: ArrayLike<number>): BothScores {
  const sums = { hit: new Float64Array(models), guess: new Float64Array(models), gold: 0 };
  const after = { hit: new Float64Array(models), guess: new Float64Array(models), gold: 0 };
  for (let p = 0; p < positive.length; p++) {
    const count = counts[p];
    if (count === 0) continue;
    if (positive[p] & 1) sums.gold += count;
    if (positive[p] & 2) after.gold += count;
    for (let m = 0, at = p * models; m < models; m++, at++) {
      const bits = flags[at];
      if (bits & HIT) sums.hit[m] += count;
      if (bits & GUESS) sums.guess[m] += count;
      if (bits & HIT_CORRECTED) after.hit[m] += count;
      if (bits & GUESS_CORRECTED) after.guess[m] += count;
    }
  }
  const score = (s: typeof sums) => s.hit.map((hits, m) => (hits === 0 ? 0 : (2 * hits) / (s.guess[m] + s.gold)));
  return { given: score(sums), corrected: score(after) };
}

/** How often each pattern occurs in the data. */
export function countsOf({ of, positive }: Patterns): Float64Array {
  const counts = new Float64Array(positive.length);
  for (const p of of) counts[p]++;
  return counts;
}

/** Ranks from 1, the highest score first; equal scores share the best of their ranks. */
export function ranksOf(scores: ArrayLike<number>): Int32Array {
  const all = Array.from(scores);
  return Int32Array.from(all, (own) => 1 + all.filter((other) => other > own).length);
}
