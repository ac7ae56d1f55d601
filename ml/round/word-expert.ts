import type { LeftOutSets } from '#/ml/round/left-out-sets.ts';
import { leaveTextsOut, type SingleTexts, writeScores } from '#/ml/round/left-out-texts.ts';
import type { ThreadTask } from '#/ml/round/rows-thread.ts';
import { countWords, SMOOTHING, setWords } from '#/ml/round/word-counts.ts';
import { finishBlocks, shareRows, takeBlocks } from '#/ml/threads/row-blocks.ts';
import { canShare, secondThread, sharedBytes } from '#/ml/threads/second-thread.ts';
import type { WordRows } from '#/ml/types.ts';

/** Words × classes from which a second thread is worth telling. */
const LEAST_WORK = 2e7;

/** Hard targets as shares [N × K]; rows of a text without one (−1) are zero. */
function oneHot(target: Int32Array, classes: number): Float32Array {
  const shares = new Float32Array(sharedBytes(4 * target.length * classes));
  for (let i = 0; i < target.length; i++) if (target[i] >= 0) shares[i * classes + target[i]] = 1;
  return shares;
}

/** Leaves out all singles, with a second thread where they are many; the same to the last bit. */
function leaveSinglesOut(task: SingleTexts): void {
  const { words, counts, shares, singles, values, classes } = task;
  const work = (from: number, to: number) => leaveTextsOut(task, from, to);
  const memory = [words.word, words.weight, counts.sums, counts.logs, shares, values];
  if (canShare(...memory) && words.word.length * classes >= LEAST_WORK) {
    const blocks = shareRows(singles.length);
    secondThread('rows').postMessage({ texts: task, blocks } satisfies ThreadTask);
    takeBlocks(blocks, work);
    finishBlocks(blocks, work);
  } else work(0, singles.length);
}

/**
 * Leave-one-out naive Bayes on words (multinomial, TF-IDF weights for counts; Rennie et al., 2003), [N × K]: the mean over a
 * text's words, by weight, of the log-probability of the word in the class, less the mean over the classes. Exact: what a
 * text itself adds to its classes is subtracted before it is judged, and what all texts of its set add. `targets` are
 * hard [N], −1 for none, or the classes' shares of each text [N × K]. Texts without words get zeros.
 */
export function leaveOutWords(
  words: WordRows,
  targets: Int32Array | Float32Array,
  classes: number,
  { singles, sets }: LeftOutSets,
): Float32Array {
  const hard = targets instanceof Int32Array ? targets : null;
  const shares = targets instanceof Int32Array ? oneHot(targets, classes) : targets;
  const { start, word, weight } = words;
  const counts = countWords(words, shares, classes, hard);
  const { sums, totals, logs, masses, stride } = counts;
  const values = new Float32Array(sharedBytes(4 * shares.length));
  leaveSinglesOut({ words, counts, shares, classes, singles, values });
  const scores = new Float64Array(classes);
  const floor = SMOOTHING * words.words;
  for (const set of sets) {
    const gone = setWords(words, shares, classes, set);
    for (const i of set) {
      scores.fill(0);
      for (let e = start[i]; e < start[i + 1]; e++) {
        const own = gone.words.get(word[e]);
        for (let c = 0, at = word[e] * stride; c < classes; c++, at++)
          scores[c] += weight[e] * (own?.[c] ? Math.log(Math.max(0, sums[at] - own[c]) + SMOOTHING) : logs[at]);
      }
      for (let c = 0; c < classes; c++)
        scores[c] -= masses[i] * Math.log(Math.max(0, totals[c] - gone.totals[c]) + floor);
      writeScores(scores, masses[i], values, i, classes);
    }
  }
  return values;
}
