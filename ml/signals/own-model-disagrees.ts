import { findLabelIssues } from '#/ml/classic/find-label-issues.ts';
import type { Signal } from '#/ml/signals/signal.ts';

/**
 * Confident learning on the probabilities of the user's own models (Northcutt, Jiang and Chuang, 2021): 1 − the
 * normalised margin for labels that the calibrated joint holds for wrong, less than ½ for all others. 0 without
 * probabilities. They should come from models that had not seen the sample, which nobody can check here: so the signal
 * has a queue of its own, and enters the combined order only as far as decisions prove it right.
 */
export const ownModelDisagrees: Signal = {
  id: 'own-model-disagrees',
  name: 'Model and label disagree',
  queue: {
    name: 'Model and label disagree',
    description: 'Labels that confident learning holds for wrong, by the probabilities of your own models.',
  },
  threshold: 0.5,
  needs: 'ownProbabilities',
  compute({ given, own, classes }) {
    const doubts = new Float32Array(given.length);
    if (!own) return doubts;
    const predicted = Array.from(given.keys()).filter((i) =>
      own.data.subarray(i * classes, (i + 1) * classes).some((p) => p > 0),
    );
    const labels = Int32Array.from(predicted, (i) => given[i]);
    if (labels.every((label) => label < 0)) return doubts;
    const predProbs = predicted.length === given.length ? own.data : rowsOf(own.data, predicted, classes);
    const { isLabelIssue, normalizedMargin } = findLabelIssues({ labels, predProbs, classes });
    predicted.forEach((row, i) => {
      if (labels[i] < 0) return;
      const doubt = Math.min(1, Math.max(0, 1 - normalizedMargin[i]));
      doubts[row] = isLabelIssue[i] ? Math.max(0.5, doubt) : 0.499 * doubt;
    });
    return doubts;
  },
};

function rowsOf(data: Float32Array, rows: readonly number[], width: number): Float32Array {
  const out = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    out.set(data.subarray(row * width, (row + 1) * width), i * width);
  });
  return out;
}
