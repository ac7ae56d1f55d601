import { type IssueOptions, issuesOf } from '#/ml/classic/label-issues.ts';
import { type Predictions, type ProbabilityRows, rowsOf } from '#/ml/classic/predictions.ts';
import { marginOf, normalized } from '#/ml/classic/scores.ts';
import { type Survey, surveyPredictions } from '#/ml/classic/survey.ts';

export interface LabelIssuesInput extends IssueOptions {
  /** [N] class index of the given label, 0 to K − 1; −1 where there is none. */
  labels: ArrayLike<number>;
  /**
   * Out-of-sample probabilities: N rows of K, or row-major [N × K], or something that reads rows when asked. Rows sum to
   * 1; sums that are off by at most .01 are taken for rounding and divided out.
   */
  predProbs: readonly ArrayLike<number>[] | Float64Array | Float32Array | ProbabilityRows;
  /** K; needed only where `predProbs` reads rows when asked. */
  classes?: number;
}

export interface LabelIssues {
  /** [N] 1 where the given label is held for wrong. */
  isLabelIssue: Uint8Array;
  /** [N] probability of the given label, 0 to 1: 0 look first. 1 where there is none. */
  labelQuality: Float64Array;
  /** [N] probability of the given label less that of the likeliest other class, brought to 0 to 1: 0 look first. */
  normalizedMargin: Float64Array;
  /** [N] the likeliest class that is not the given one, and its probability. */
  suggestedLabel: Int32Array;
  suggestedProbability: Float64Array;
  /** Rows that are held for wrong, the lowest label quality first. */
  ranked: Int32Array;
  /** [K × K] row-major: how many samples with given label i (row) are of class j (column), by the joint asked for. */
  joint: Float64Array;
  /** [K] mean probability of a class among the samples labelled so; 2 for a class that nobody has. */
  thresholds: Float64Array;
  /** Wrong labels that the calibrated joint expects in all. */
  expectedIssues: number;
  /** Rows that did not sum to 1 by rounding and were divided by their sum, and the sum farthest from 1. */
  scaled: { rows: number; worst: number };
}

function predictionsOf({ labels, predProbs, classes }: LabelIssuesInput): Predictions {
  const numbers = labels instanceof Int32Array ? labels : Int32Array.from(labels, whole);
  if (ArrayBuffer.isView(predProbs)) {
    const width = classes ?? predProbs.length / Math.max(1, numbers.length);
    if (!Number.isInteger(width))
      throw new RangeError(
        `${predProbs.length} probabilities are no whole number of rows for ${numbers.length} labels.`,
      );
    return { probabilities: predProbs, labels: numbers, classes: width };
  }
  if (Array.isArray(predProbs)) return rowsOf(predProbs, numbers);
  if (classes === undefined) throw new RangeError('Say how many classes there are: `classes`.');
  return { probabilities: predProbs as ProbabilityRows, labels: numbers, classes };
}

function whole(label: number, row: number): number {
  if (Number.isInteger(label)) return label;
  throw new RangeError(`Row ${row} has label ${label}; labels are whole numbers from 0.`);
}

/** Rows with a flag, the lowest quality first; of equal ones the first. */
export function rankedRows(mask: Uint8Array, quality: Float64Array): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) rows.push(i);
  return Int32Array.from(rows).sort((a, b) => quality[a] - quality[b] || a - b);
}

/** As `findLabelIssues`, with the survey that it rests on. */
export function findWithSurvey(input: LabelIssuesInput): { found: LabelIssues; survey: Survey } {
  const survey = surveyPredictions(predictionsOf(input));
  const { mask, joint, expected } = issuesOf(survey, input);
  const found: LabelIssues = {
    isLabelIssue: mask,
    labelQuality: survey.own,
    normalizedMargin: normalized(marginOf(survey)),
    suggestedLabel: survey.suggested,
    suggestedProbability: survey.other,
    ranked: rankedRows(mask, survey.own),
    joint,
    thresholds: survey.thresholds,
    expectedIssues: expected,
    scaled: survey.scaled,
  };
  return { found, survey };
}

/**
 * Confident learning (Northcutt, Jiang, Chuang 2021) on given out-of-sample probabilities; equal to cleanlab 2.9.0 in
 * which samples it finds and in its scores. Reads the probabilities two to four times, in blocks, and keeps some 40
 * bytes a sample.
 * @throws RangeError with one sentence naming the row when labels, sizes or probabilities cannot be
 */
export function findLabelIssues(input: LabelIssuesInput): LabelIssues {
  return findWithSurvey(input).found;
}
