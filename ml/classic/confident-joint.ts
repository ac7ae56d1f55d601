/** Predicted probabilities and given labels: N samples, K classes. */
export interface Predictions {
  /** [N × K] row-major, each row the class probabilities of a sample its model has not seen. */
  probabilities: Float64Array;
  /** [N] class index of the given label. */
  labels: Int32Array;
  classes: number;
}

/** Slack of the threshold comparison. */
const SLACK = 1e-6;
/** Smallest threshold; and the threshold of a class that nobody has, which no probability reaches. */
const LEAST = 2e-6;
const ABSENT = 2;

/** Throws RangeError when sizes do not match, or a label or probability is out of range. */
export function checkPredictions({ probabilities, labels, classes }: Predictions): void {
  if (labels.length === 0 || classes < 2) throw new RangeError('At least one sample and two classes are needed.');
  if (probabilities.length !== labels.length * classes)
    throw new RangeError(
      `There are ${labels.length} labels and ${classes} classes, but ${probabilities.length} probabilities instead of ${labels.length * classes}.`,
    );
  labels.forEach((label, i) => {
    if (!(label >= 0 && label < classes))
      throw new RangeError(`Row ${i} has label ${label}, but there are ${classes} classes.`);
  });
  probabilities.forEach((p, at) => {
    if (!(p >= 0 && p <= 1 + 1e-6))
      throw new RangeError(`Row ${Math.floor(at / classes)} holds a probability that is not between 0 and 1.`);
  });
}

/** Class of the largest probability of a row; the first of equal ones. */
export function likeliest(probabilities: Float64Array, row: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c++)
    if (probabilities[row * classes + c] > probabilities[row * classes + best]) best = c;
  return best;
}

/** [K] mean probability of a class among the samples that are labelled so. */
export function confidentThresholds({ probabilities, labels, classes }: Predictions): Float64Array {
  const sums = new Float64Array(classes);
  const counts = new Int32Array(classes);
  labels.forEach((label, i) => {
    sums[label] += probabilities[i * classes + label];
    counts[label]++;
  });
  return sums.map((sum, c) => (counts[c] === 0 ? ABSENT : Math.max(LEAST, sum / counts[c])));
}

/** [N] class that a sample confidently belongs to, −1 where none reaches its threshold. */
export function confidentClasses(predictions: Predictions): Int32Array {
  const { probabilities, labels, classes } = predictions;
  const thresholds = confidentThresholds(predictions);
  return Int32Array.from(labels, (_, i) => {
    let only = -1;
    let count = 0;
    for (let c = 0; c < classes; c++)
      if (probabilities[i * classes + c] >= thresholds[c] - SLACK) {
        if (count === 0) only = c;
        count++;
      }
    return count > 1 ? likeliest(probabilities, i, classes) : only;
  });
}

/** Uncalibrated confident joint, [K × K]: entry (i, j) counts samples labelled i that confidently are j; diagonal ≥ 1. */
export function confidentJoint(predictions: Predictions): Float64Array {
  const { labels, classes } = predictions;
  const joint = new Float64Array(classes * classes);
  confidentClasses(predictions).forEach((c, i) => {
    if (c >= 0) joint[labels[i] * classes + c]++;
  });
  for (let c = 0; c < classes; c++) joint[c * classes + c] = Math.max(1, joint[c * classes + c]);
  return joint;
}

/** Nearest integer, halves to the even one. */
function rounded(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Integers close to the rows of a matrix [rows × cols] with unchanged (rounded) row totals. */
export function roundedRows(matrix: Float64Array, cols: number): Float64Array {
  const out = new Float64Array(matrix.length);
  for (let start = 0; start < matrix.length; start += cols) {
    // Halves are common here; rounding errors of earlier divisions must not decide about them.
    const row = matrix.subarray(start, start + cols).map((value) => Math.round(value * 1e9) / 1e9);
    const whole = Float64Array.from(row, rounded);
    const total = rounded(row.reduce((a, b) => a + b, 0));
    let sum = whole.reduce((a, b) => a + b, 0);
    // Equal remainders are taken from the left when too much was given and from the right otherwise.
    const over = row.map((value, at) => Math.round((value - whole[at]) * 1e9));
    while (sum !== total) {
      const step = total < sum ? -1 : 1;
      const order = Array.from(row.keys()).sort((a, b) => step * (over[b] - over[a] || b - a));
      for (const at of order.slice(0, Math.min(Math.abs(total - sum), cols))) whole[at] += step;
      sum = whole.reduce((a, b) => a + b, 0);
    }
    out.set(whole, start);
  }
  return out;
}

/** The confident joint with its rows scaled to the class counts and its sum to N, in whole numbers. */
export function calibratedJoint(predictions: Predictions): Float64Array {
  const { labels, classes } = predictions;
  const joint = confidentJoint(predictions);
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label]++;
  let sum = 0;
  for (let i = 0; i < classes; i++) {
    let row = 0;
    for (let j = 0; j < classes; j++) row += joint[i * classes + j];
    for (let j = 0; j < classes; j++) {
      joint[i * classes + j] = (joint[i * classes + j] / Math.max(1, row)) * counts[i];
      sum += joint[i * classes + j];
    }
  }
  return roundedRows(
    joint.map((value) => (value / sum) * labels.length),
    classes,
  );
}
