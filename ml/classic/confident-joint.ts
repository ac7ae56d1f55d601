import { eachBlock, type Predictions } from '#/ml/classic/predictions.ts';
import { roundedRows } from '#/ml/classic/rounded-rows.ts';
import { type Survey, surveyPredictions } from '#/ml/classic/survey.ts';

/** Slack of the threshold comparison. */
const SLACK = 1e-6;

/** [K] mean probability of a class among the samples that are labelled so; 2 for a class that nobody has. */
export function confidentThresholds(predictions: Predictions): Float64Array {
  return surveyPredictions(predictions).thresholds;
}

/** [N] class that a sample confidently belongs to, −1 where none reaches its threshold or there is no given label. */
export function confidentClasses(survey: Survey): Int32Array {
  const { labels, classes, likeliest, scaled } = survey;
  const least = survey.thresholds.map((threshold) => threshold - SLACK);
  const out = new Int32Array(labels.length);
  eachBlock(survey, scaled.rows > 0, (block, from, to) => {
    for (let i = from, start = 0; i < to; i++, start += classes) {
      let only = -1;
      let count = 0;
      for (let c = 0; c < classes; c++)
        if (block[start + c] >= least[c]) {
          if (count === 0) only = c;
          // A second one: the likeliest of all it is, whatever else follows.
          if (++count > 1) break;
        }
      out[i] = labels[i] < 0 ? -1 : count > 1 ? likeliest[i] : only;
    }
  });
  return out;
}

/** Uncalibrated confident joint, [K × K], from the classes that samples confidently belong to; diagonal ≥ 1. */
export function countJoint({ labels, classes }: Survey, confident: Int32Array): Float64Array {
  const joint = new Float64Array(classes * classes);
  for (let i = 0; i < labels.length; i++) if (confident[i] >= 0) joint[labels[i] * classes + confident[i]]++;
  for (let c = 0; c < classes; c++) joint[c * classes + c] = Math.max(1, joint[c * classes + c]);
  return joint;
}

/** A confident joint with its rows scaled to the class counts and its sum to N, in whole numbers. */
export function calibrate({ classes, counts, labelled }: Survey, joint: Float64Array): Float64Array {
  const out = new Float64Array(joint.length);
  let sum = 0;
  for (let i = 0; i < classes; i++) {
    let row = 0;
    for (let j = 0; j < classes; j++) row += joint[i * classes + j];
    for (let j = 0; j < classes; j++) {
      out[i * classes + j] = (joint[i * classes + j] / Math.max(1, row)) * counts[i];
      sum += out[i * classes + j];
    }
  }
  return roundedRows(
    out.map((value) => (value / sum) * labelled),
    classes,
  );
}

/**
 * Uncalibrated confident joint, [K × K]: entry (i, j) counts samples labelled i that confidently are j; diagonal ≥ 1.
 * Northcutt, Jiang, Chuang: Confident Learning (2021).
 */
export function confidentJoint(predictions: Predictions): Float64Array {
  const survey = surveyPredictions(predictions);
  return countJoint(survey, confidentClasses(survey));
}

/** The confident joint with its rows scaled to the class counts and its sum to N, in whole numbers. */
export function calibratedJoint(predictions: Predictions): Float64Array {
  const survey = surveyPredictions(predictions);
  return calibrate(survey, countJoint(survey, confidentClasses(survey)));
}
