import { eachBlock, type Predictions, SUM_EXACT, SUM_TOLERANCE, shown } from '#/ml/classic/predictions.ts';

/** Smallest threshold; and the threshold of a class that nobody has, which no probability reaches. */
const LEAST = 2e-6;
const ABSENT = 2;

/** Everything of the first reading of the probabilities that later steps need; 24 bytes a sample. */
export interface Survey extends Predictions {
  /** [K] samples with that given label. */
  counts: Int32Array;
  /** Samples with a given label. */
  labelled: number;
  /** [K] mean probability of a class among the samples that are labelled so. */
  thresholds: Float64Array;
  /** [N] probability of the given label; 1 where there is none. */
  own: Float64Array;
  /** [N] probability of the likeliest other class. */
  other: Float64Array;
  /** [N] the likeliest class; the first of equal ones. */
  likeliest: Int32Array;
  /** [N] the likeliest class that is not the given one; the first of equal ones. */
  suggested: Int32Array;
  /** Rows whose sum is off by rounding; they are divided by their sum. The sum that is farthest from 1. */
  scaled: { rows: number; worst: number };
}

/**
 * Reads all probabilities once and checks them.
 * @throws RangeError when sizes do not match, a label is out of range, a value is not in [0,1] or a row does not sum to 1
 */
export function surveyPredictions(predictions: Predictions): Survey {
  const { labels, classes } = predictions;
  const size = labels.length;
  checkSizes(predictions);
  const own = new Float64Array(size).fill(1);
  const other = new Float64Array(size);
  const likeliest = new Int32Array(size);
  const suggested = new Int32Array(size);
  const sums = new Float64Array(classes);
  const counts = new Int32Array(classes);
  const scaled = { rows: 0, worst: 1 };
  eachBlock(predictions, false, (block, from, to) => {
    for (let i = from, start = 0; i < to; i++, start += classes) {
      let sum = 0;
      for (let c = 0; c < classes; c++) {
        const p = block[start + c];
        // NaN fails the comparison too.
        if (!(p >= 0 && p <= 1 + SUM_TOLERANCE)) throw outside(i, c, p);
        sum += p;
      }
      const off = Math.abs(sum - 1);
      if (off > SUM_TOLERANCE)
        throw new RangeError(`Row ${i} sums to ${shown(sum)}; the probabilities of a row have to sum to 1.`);
      const scale = off > SUM_EXACT ? 1 / sum : 1;
      if (off > SUM_EXACT) {
        scaled.rows++;
        if (off > Math.abs(scaled.worst - 1)) scaled.worst = sum;
      }
      const label = labels[i];
      let best = 0;
      let second = label === 0 ? 1 : 0;
      for (let c = 1; c < classes; c++) {
        const p = block[start + c];
        if (p > block[start + best]) best = c;
        if (c !== label && p > block[start + second]) second = c;
      }
      likeliest[i] = best;
      suggested[i] = second;
      other[i] = scale === 1 ? block[start + second] : block[start + second] / sum;
      if (label < 0) continue;
      own[i] = scale === 1 ? block[start + label] : block[start + label] / sum;
      sums[label] += own[i];
      counts[label]++;
    }
  });
  return {
    ...predictions,
    counts,
    labelled: counts.reduce((a, b) => a + b, 0),
    thresholds: sums.map((sum, c) => (counts[c] === 0 ? ABSENT : Math.max(LEAST, sum / counts[c]))),
    own,
    other,
    likeliest,
    suggested,
    scaled,
  };
}

function checkSizes({ probabilities, labels, classes }: Predictions): void {
  if (labels.length === 0 || classes < 2) throw new RangeError('At least one sample and two classes are needed.');
  if (ArrayBuffer.isView(probabilities) && probabilities.length !== labels.length * classes)
    throw new RangeError(
      `There are ${labels.length} labels and ${classes} classes, but ${probabilities.length} probabilities instead of ${labels.length * classes}.`,
    );
  let some = false;
  for (let i = 0; i < labels.length; i++) {
    if (!(labels[i] >= -1 && labels[i] < classes))
      throw new RangeError(`Row ${i} has label ${labels[i]}, but there are ${classes} classes, 0 to ${classes - 1}.`);
    some ||= labels[i] >= 0;
  }
  if (!some) throw new RangeError('No sample has a label.');
}

function outside(row: number, column: number, value: number): RangeError {
  const what = Number.isNaN(value) ? 'not a number (NaN)' : shown(value);
  return new RangeError(`Row ${row}, column ${column}: ${what} is no probability; it has to lie between 0 and 1.`);
}
