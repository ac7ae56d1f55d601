import {
  calibratedJoint,
  checkPredictions,
  confidentClasses,
  confidentJoint,
  likeliest,
  type Predictions,
  roundedRows,
} from '#/ml/classic/confident-joint.ts';
import { normalizedMargin, selfConfidence } from '#/ml/classic/scores.ts';

export const FILTERS = [
  'prune_by_noise_rate',
  'prune_by_class',
  'both',
  'confident_learning',
  'predicted_neq_given',
  'low_normalized_margin',
  'low_self_confidence',
] as const;

export type FilterBy = (typeof FILTERS)[number];

/** Samples of a class that are always kept. */
const KEPT = 1;

function rowsByLabel({ labels, classes }: Predictions): number[][] {
  const rows: number[][] = Array.from({ length: classes }, () => []);
  labels.forEach((label, i) => {
    rows[label].push(i);
  });
  return rows;
}

/**
 * How many samples to prune per (true, given) pair, [K × K]: the transposed calibrated joint, with at least one sample
 * kept per class.
 */
function pruneCounts(predictions: Predictions): Float64Array {
  const { classes } = predictions;
  const joint = calibratedJoint(predictions);
  const counts = new Float64Array(classes * classes);
  for (let given = 0; given < classes; given++) {
    const own = joint[given * classes + given];
    const missing = Math.max(KEPT, own) - own;
    let others = 0;
    for (let real = 0; real < classes; real++) if (joint[given * classes + real] !== 0) others++;
    for (let real = 0; real < classes; real++)
      counts[real * classes + given] =
        real === given ? own + missing : Math.max(0, joint[given * classes + real] - missing / Math.max(1, others - 1));
  }
  return roundedRows(counts, classes);
}

/** For each pair of classes, the samples in which the other class most outweighs the given one; ties are all taken. */
function byNoiseRate(predictions: Predictions): Uint8Array {
  const { probabilities, labels, classes } = predictions;
  const counts = pruneCounts(predictions);
  const issues = new Uint8Array(labels.length);
  rowsByLabel(predictions).forEach((rows, given) => {
    if (rows.length <= KEPT) return;
    for (let other = 0; other < classes; other++) {
      const number = counts[other * classes + given];
      if (other === given || number <= 0) continue;
      const margin = (i: number) => probabilities[i * classes + other] - probabilities[i * classes + given];
      const cut = rows.map(margin).sort((a, b) => b - a)[Math.min(number, rows.length) - 1];
      for (const i of rows) if (margin(i) >= cut) issues[i] = 1;
    }
  });
  return issues;
}

/**
 * For each class, as many of its samples with the lowest self-confidence as are expected to be wrong; of equal ones
 * (exact zeros, usually) the first rows.
 */
function byClass(predictions: Predictions): Uint8Array {
  const { labels, classes } = predictions;
  const counts = pruneCounts(predictions);
  const confidence = selfConfidence(predictions);
  const issues = new Uint8Array(labels.length);
  rowsByLabel(predictions).forEach((rows, given) => {
    const number = rows.length - counts[given * classes + given];
    if (rows.length <= KEPT || number <= 0) return;
    rows.sort((a, b) => confidence[a] - confidence[b] || a - b);
    for (const i of rows.slice(0, number)) issues[i] = 1;
  });
  return issues;
}

/** Samples that confidently belong to another class. */
function byConfidence(predictions: Predictions): Uint8Array {
  const confident = confidentClasses(predictions);
  return Uint8Array.from(predictions.labels, (label, i) => (confident[i] >= 0 && confident[i] !== label ? 1 : 0));
}

/** Number of samples off the diagonal of the confident joint whose likeliest class is not the given one. */
export function countLabelIssues(predictions: Predictions): number {
  return unflagged(predictions, byConfidence(predictions)).reduce((a, b) => a + b, 0);
}

/**
 * How many samples the published procedure looks at: the share off the diagonal of the uncalibrated joint, times N,
 * rounded.
 */
export function expectedIssues(predictions: Predictions): number {
  const { classes, labels } = predictions;
  let off = 0;
  let total = 0;
  confidentJoint(predictions).forEach((count, at) => {
    total += count;
    if (at % (classes + 1) !== 0) off += count;
  });
  return Math.round((labels.length * off) / total);
}

/** The `count` rows with the lowest score; of equal scores the first rows. */
export function lowest(scores: Float64Array, count: number): Int32Array {
  return Int32Array.from(scores.keys())
    .sort((a, b) => scores[a] - scores[b] || a - b)
    .slice(0, count);
}

function byScore(predictions: Predictions, scores: Float64Array): Uint8Array {
  const issues = new Uint8Array(scores.length);
  for (const i of lowest(scores, countLabelIssues(predictions))) issues[i] = 1;
  return issues;
}

/** A sample whose likeliest class is the given one is no issue. */
function unflagged({ probabilities, labels, classes }: Predictions, issues: Uint8Array): Uint8Array {
  return issues.map((flag, i) => (flag === 1 && likeliest(probabilities, i, classes) !== labels[i] ? 1 : 0));
}

/**
 * [N] 1 where confident learning holds the given label for wrong. Throws RangeError for predictions that do not match
 * the labels.
 */
export function findLabelIssues(predictions: Predictions, filterBy: FilterBy = 'prune_by_noise_rate'): Uint8Array {
  checkPredictions(predictions);
  switch (filterBy) {
    case 'prune_by_noise_rate':
      return unflagged(predictions, byNoiseRate(predictions));
    case 'prune_by_class':
      return unflagged(predictions, byClass(predictions));
    case 'both': {
      const other = byClass(predictions);
      return unflagged(
        predictions,
        byNoiseRate(predictions).map((flag, i) => flag & other[i]),
      );
    }
    case 'confident_learning':
      return unflagged(predictions, byConfidence(predictions));
    case 'predicted_neq_given':
      return unflagged(predictions, new Uint8Array(predictions.labels.length).fill(1));
    case 'low_normalized_margin':
      return unflagged(predictions, byScore(predictions, normalizedMargin(predictions)));
    case 'low_self_confidence':
      return unflagged(predictions, byScore(predictions, selfConfidence(predictions)));
  }
}
