import { calibrate, confidentClasses, countJoint } from '#/ml/classic/confident-joint.ts';
import type { Predictions } from '#/ml/classic/predictions.ts';
import { pruneByClass, pruneByNoiseRate } from '#/ml/classic/prune.ts';
import { smallestFirst } from '#/ml/classic/quick-order.ts';
import { marginOf, normalized } from '#/ml/classic/scores.ts';
import { type Survey, surveyPredictions } from '#/ml/classic/survey.ts';

export const FILTERS = [
  'prune_by_noise_rate',
  'prune_by_class',
  'both',
  'confident_learning',
  'predicted_neq_given',
  'low_normalized_margin',
  'low_self_confidence',
  'published',
] as const;

/** A rule that says which labels are held for wrong; all but `published` as cleanlab names them. */
export type FilterBy = (typeof FILTERS)[number];

export interface IssueOptions {
  filterBy?: FilterBy;
  /** The joint that the prune rules count by; a [K × K] of your own, rows = given, columns = true classes. */
  joint?: 'calibrated' | 'uncalibrated' | Float64Array;
  /** `published` only: take so many instead of the number that the joint expects. */
  count?: number;
}

/** What confident learning finds in a survey. */
export interface Issues {
  /** [N] 1 where the given label is held for wrong. */
  mask: Uint8Array;
  /** [K × K] the joint that was counted by. */
  joint: Float64Array;
  /** Wrong labels that the calibrated joint expects. */
  expected: number;
}

/** A sample whose likeliest class is the given one is no issue. */
function unflagged({ likeliest, labels }: Survey, issues: Uint8Array): Uint8Array {
  return issues.map((flag, i) => (flag === 1 && labels[i] >= 0 && likeliest[i] !== labels[i] ? 1 : 0));
}

/** Samples that confidently belong to another class. */
function byConfidence({ labels }: Survey, confident: Int32Array): Uint8Array {
  return Uint8Array.from(labels, (label, i) => (confident[i] >= 0 && confident[i] !== label ? 1 : 0));
}

const total = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
};

function offDiagonal(joint: Float64Array, classes: number): number {
  let sum = 0;
  for (let at = 0; at < joint.length; at++) if (at % (classes + 1) !== 0) sum += joint[at];
  return sum;
}

function lowest(values: Float64Array, labels: Int32Array, count: number): Uint8Array {
  const mask = new Uint8Array(values.length);
  const known = values.map((value, i) => (labels[i] < 0 ? Number.POSITIVE_INFINITY : value));
  for (const i of smallestFirst(known, Math.min(count, values.length))) mask[i] = labels[i] < 0 ? 0 : 1;
  return mask;
}

/** Which given labels of a survey confident learning holds for wrong. */
export function issuesOf(survey: Survey, options: IssueOptions = {}): Issues {
  const { classes, labels, labelled } = survey;
  const confident = confidentClasses(survey);
  const raw = countJoint(survey, confident);
  const calibrated = calibrate(survey, raw);
  const { joint: wanted = 'calibrated', filterBy = FILTERS[0] } = options;
  const joint = wanted === 'calibrated' ? calibrated : wanted === 'uncalibrated' ? raw : wanted;
  if (joint.length !== classes * classes || joint.some((count) => !(count >= 0)))
    throw new RangeError(`The joint has to hold ${classes} × ${classes} counts of at least 0.`);
  const number = () => total(unflagged(survey, byConfidence(survey, confident)));
  const margin = () => marginOf(survey);
  const rules: Record<FilterBy, () => Uint8Array> = {
    prune_by_noise_rate: () => unflagged(survey, pruneByNoiseRate(survey, joint)),
    prune_by_class: () => unflagged(survey, pruneByClass(survey, joint)),
    both: () => {
      const other = pruneByClass(survey, joint);
      return unflagged(
        survey,
        pruneByNoiseRate(survey, joint).map((flag, i) => flag & other[i]),
      );
    },
    confident_learning: () => unflagged(survey, byConfidence(survey, confident)),
    predicted_neq_given: () => unflagged(survey, new Uint8Array(labels.length).fill(1)),
    low_normalized_margin: () => unflagged(survey, lowest(normalized(margin()), labels, number())),
    low_self_confidence: () => unflagged(survey, lowest(survey.own, labels, number())),
    // The count and the order of the published study; a sample counts even where its label is the likeliest class.
    published: () => {
      const count = options.count ?? Math.round((labelled * offDiagonal(raw, classes)) / total(raw));
      return lowest(margin(), labels, count);
    },
  };
  return { mask: rules[filterBy](), joint, expected: offDiagonal(calibrated, classes) };
}

/** Number of samples off the diagonal of the confident joint whose likeliest class is not the given one. */
export function countLabelIssues(predictions: Predictions): number {
  return total(issuesOf(surveyPredictions(predictions), { filterBy: 'confident_learning' }).mask);
}
