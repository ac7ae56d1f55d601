import { type ClassWords, LEAST, SMOOTHING } from '#/ml/round/word-counts.ts';
import type { WordRows } from '#/ml/types.ts';

/** Below this share log(1 − d) is taken from the first terms of its series, to 1e-9. */
const SMALL = 0.05;

/** Texts that are left out one by one. */
export interface SingleTexts {
  words: WordRows;
  counts: ClassWords;
  /** The classes' shares of each text, [N × K]. */
  shares: Float32Array;
  classes: number;
  singles: Int32Array;
  /** [N × K], written. */
  values: Float32Array;
}

/** log(1 − d) for 0 ≤ d < 1. */
function logRest(d: number): number {
  return d < SMALL ? -d * (1 + d * (1 / 2 + d * (1 / 3 + d * (1 / 4 + d / 5)))) : Math.log(1 - d);
}

/** Σ of weight times log-probability of row i's words in four classes from `from` on, into `scores`. */
function addFour({ start, word, weight }: WordRows, counts: ClassWords, i: number, from: number, scores: Float64Array) {
  const { logs, stride } = counts;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let e = start[i], end = start[i + 1]; e < end; e++) {
    const at = word[e] * stride + from;
    const x = weight[e];
    s0 += x * logs[at];
    s1 += x * logs[at + 1];
    s2 += x * logs[at + 2];
    s3 += x * logs[at + 3];
  }
  scores[from] = s0;
  scores[from + 1] = s1;
  scores[from + 2] = s2;
  scores[from + 3] = s3;
}

/** Mean by weight, less the mean over the classes. */
export function writeScores(scores: Float64Array, mass: number, values: Float32Array, i: number, classes: number) {
  if (!(mass > 0)) return;
  let mean = 0;
  for (let c = 0; c < classes; c++) mean += scores[c] / classes;
  for (let c = 0; c < classes; c++) values[i * classes + c] = (scores[c] - mean) / mass;
}

/** Leaves out the singles from position `from` up to `to`. */
export function leaveTextsOut(task: SingleTexts, from: number, to: number): void {
  const { words, counts, shares, classes, singles, values } = task;
  const { start, word, weight } = words;
  const { sums, totals, masses, stride } = counts;
  const scores = new Float64Array(stride);
  const floor = SMOOTHING * words.words;
  const totalLogs = totals.map((total) => Math.log(total + floor));
  for (let at = from; at < to; at++) {
    const i = singles[at];
    const mass = masses[i];
    for (let c = 0; c < stride; c += 4) addFour(words, counts, i, c, scores);
    for (let c = 0; c < classes; c++) {
      const share = shares[i * classes + c];
      if (share < LEAST) {
        scores[c] -= mass * totalLogs[c];
        continue;
      }
      let own = 0;
      for (let e = start[i]; e < start[i + 1]; e++) {
        const x = weight[e];
        own += x * logRest((share * x) / (sums[word[e] * stride + c] + SMOOTHING));
      }
      scores[c] += own - mass * Math.log(totals[c] - share * mass + floor);
    }
    writeScores(scores, mass, values, i, classes);
  }
}
