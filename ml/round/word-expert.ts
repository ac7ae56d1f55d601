import type { LeftOutSets } from '#/ml/round/left-out-sets.ts';
import { type ClassWords, countWords, LEAST, SMOOTHING, setWords } from '#/ml/round/word-counts.ts';
import type { WordRows } from '#/ml/types.ts';

/** Below this share log(1 − d) is taken from the first terms of its series, to 1e-9. */
const SMALL = 0.05;

/** Hard targets as soft ones [N × K]; rows of a text without one (−1) are zero. */
export function oneHot(target: Int32Array, classes: number): Float32Array {
  const soft = new Float32Array(target.length * classes);
  target.forEach((c, i) => {
    if (c >= 0) soft[i * classes + c] = 1;
  });
  return soft;
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

/**
 * Leave-one-out naive Bayes on words (multinomial, TF-IDF weights for counts; Rennie et al., 2003), [N × K]: the mean over a
 * text's words, by weight, of the log-probability of the word in the class, less the mean over the classes. Exact: what a
 * text itself adds to its classes is subtracted before it is judged, and what all texts of its set add. `targets`
 * [N × K] are shares of each text ≥ 0. Texts without words get zeros.
 */
export function leaveOutWords(
  words: WordRows,
  targets: Float32Array,
  classes: number,
  { singles, sets }: LeftOutSets,
): Float32Array {
  const { start, word, weight } = words;
  const counts = countWords(words, targets, classes);
  const { sums, totals, logs, masses, stride } = counts;
  const values = new Float32Array(targets.length);
  const scores = new Float64Array(stride);
  const floor = SMOOTHING * words.words;
  const totalLogs = totals.map((total) => Math.log(total + floor));
  const finish = (i: number) => {
    const mass = masses[i];
    if (!(mass > 0)) return;
    let mean = 0;
    for (let c = 0; c < classes; c++) mean += scores[c] / classes;
    for (let c = 0; c < classes; c++) values[i * classes + c] = (scores[c] - mean) / mass;
  };
  for (const i of singles) {
    const mass = masses[i];
    for (let from = 0; from < stride; from += 4) addFour(words, counts, i, from, scores);
    for (let c = 0; c < classes; c++) {
      const share = targets[i * classes + c];
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
    finish(i);
  }
  for (const set of sets) {
    const gone = setWords(words, targets, classes, set);
    for (const i of set) {
      scores.fill(0);
      for (let e = start[i]; e < start[i + 1]; e++) {
        const own = gone.words.get(word[e]);
        for (let c = 0, at = word[e] * stride; c < classes; c++, at++)
          scores[c] += weight[e] * (own?.[c] ? Math.log(Math.max(0, sums[at] - own[c]) + SMOOTHING) : logs[at]);
      }
      for (let c = 0; c < classes; c++)
        scores[c] -= masses[i] * Math.log(Math.max(0, totals[c] - gone.totals[c]) + floor);
      finish(i);
    }
  }
  return values;
}
