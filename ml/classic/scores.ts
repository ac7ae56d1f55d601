import { eachBlock, type Predictions } from '#/ml/classic/predictions.ts';
import { type Survey, surveyPredictions } from '#/ml/classic/survey.ts';

/** [N] probability of the given label; low = suspicious. */
export function selfConfidence(predictions: Predictions): Float64Array {
  return surveyPredictions(predictions).own;
}

/** [N] probability of the given label minus that of the likeliest other class, −1 to 1; 1 where there is no label. */
export function marginOf({ own, other, labels }: Survey): Float64Array {
  return own.map((p, i) => (labels[i] < 0 ? 1 : p - other[i]));
}

/** [N] probability of the given label minus that of the likeliest other class, −1 to 1. */
export function rawMargin(predictions: Predictions): Float64Array {
  return marginOf(surveyPredictions(predictions));
}

/** Margins brought to [0,1]; low = suspicious. */
export const normalized = (margins: Float64Array): Float64Array => margins.map((margin) => (margin + 1) / 2);

/** [N] the margin brought to [0,1]; low = suspicious. */
export function normalizedMargin(predictions: Predictions): Float64Array {
  return normalized(rawMargin(predictions));
}

/** Scores of one sample, each [N] in [0,1]; low = suspicious. */
export interface Scores {
  selfConfidence: Float64Array;
  normalizedMargin: Float64Array;
}

/**
 * The scores on probabilities from which each class's threshold is taken off, shifted to be ≥ 0 and scaled to sum to 1
 * again: classes that the model is generally sure of weigh less.
 */
export function adjustedScores(predictions: Predictions): Scores {
  const survey = surveyPredictions(predictions);
  const { labels, classes, thresholds, scaled } = survey;
  const most = thresholds.reduce((a, b) => Math.max(a, b));
  const shift = thresholds.map((threshold) => most - threshold);
  const scores: Scores = {
    selfConfidence: new Float64Array(labels.length).fill(1),
    normalizedMargin: new Float64Array(labels.length).fill(1),
  };
  eachBlock(survey, scaled.rows > 0, (block, from, to) => {
    for (let i = from, start = 0; i < to; i++, start += classes) {
      if (labels[i] < 0) continue;
      let sum = 0;
      let other = 0;
      for (let c = 0; c < classes; c++) {
        const p = block[start + c] + shift[c];
        sum += p;
        if (c !== labels[i] && p > other) other = p;
      }
      const own = block[start + labels[i]] + shift[labels[i]];
      scores.selfConfidence[i] = own / sum;
      scores.normalizedMargin[i] = ((own - other) / sum + 1) / 2;
    }
  });
  return scores;
}
