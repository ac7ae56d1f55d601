import { confidentThresholds, type Predictions } from '#/ml/classic/confident-joint.ts';

/** [N] probability of the given label; low = suspicious. */
export function selfConfidence({ probabilities, labels, classes }: Predictions): Float64Array {
  return Float64Array.from(labels, (label, i) => probabilities[i * classes + label]);
}

/** [N] probability of the given label minus that of the likeliest other class, −1 to 1. */
export function rawMargin({ probabilities, labels, classes }: Predictions): Float64Array {
  return Float64Array.from(labels, (label, i) => {
    let other = 0;
    for (let c = 0; c < classes; c++) if (c !== label) other = Math.max(other, probabilities[i * classes + c]);
    return probabilities[i * classes + label] - other;
  });
}

/** [N] the margin brought to [0,1]; low = suspicious. */
export function normalizedMargin(predictions: Predictions): Float64Array {
  return rawMargin(predictions).map((margin) => (margin + 1) / 2);
}

/** Probabilities with each class's threshold taken off, shifted to be ≥ 0 and scaled to sum to 1 again. */
export function adjusted(predictions: Predictions): Predictions {
  const { probabilities, labels, classes } = predictions;
  const thresholds = confidentThresholds(predictions);
  const most = thresholds.reduce((a, b) => Math.max(a, b));
  const out = new Float64Array(probabilities.length);
  for (let i = 0; i < labels.length; i++) {
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      out[i * classes + c] = probabilities[i * classes + c] - thresholds[c] + most;
      sum += out[i * classes + c];
    }
    for (let c = 0; c < classes; c++) out[i * classes + c] /= sum;
  }
  return { probabilities: out, labels, classes };
}
