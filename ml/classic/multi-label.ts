import { rankedRows } from '#/ml/classic/find-label-issues.ts';
import { type FilterBy, issuesOf } from '#/ml/classic/label-issues.ts';
import { type ProbabilityRows, shown } from '#/ml/classic/predictions.ts';
import { surveyPredictions } from '#/ml/classic/survey.ts';

export interface MultiLabelInput {
  /** [N] class indices of the given labels of each sample; an empty list where none applies. */
  labels: readonly ArrayLike<number>[];
  /** Independent out-of-sample probabilities of every class: N rows of K, or row-major [N × K]; they need no sum. */
  predProbs: readonly ArrayLike<number>[] | Float64Array | Float32Array;
  /** K; needed only for row-major probabilities. */
  classes?: number;
  filterBy?: FilterBy;
}

export interface MultiLabelIssues {
  /** [N] 1 where some class is held for wrongly given or wrongly missing. */
  isLabelIssue: Uint8Array;
  /** [N × K] 1 where that class is. */
  isClassIssue: Uint8Array;
  /** [N] 0 to 1, 0 look first: the classes' self-confidences, averaged with most weight on the lowest. */
  labelQuality: Float64Array;
  /** Rows that are held for wrong, the lowest label quality first. */
  ranked: Int32Array;
  /** Wrong decisions about a class that the calibrated joints of all classes expect. */
  expectedIssues: number;
}

/** Weight of the next lower self-confidence in the moving average. */
const WEIGHT = 0.8;

/**
 * Confident learning for samples with any number of labels: each class by itself as a yes/no question.
 * Thyagarajan, Snorrason, Northcutt, Mueller: Identifying Incorrect Annotations in Multi-Label Classification Data (2022).
 * @throws RangeError with one sentence naming the row
 */
export function findMultiLabelIssues({ labels, predProbs, classes, filterBy }: MultiLabelInput): MultiLabelIssues {
  const size = labels.length;
  const flat = ArrayBuffer.isView(predProbs);
  const width = classes ?? (flat ? 0 : (predProbs[0]?.length ?? 0));
  if (flat && classes === undefined) throw new RangeError('Say how many classes there are: `classes`.');
  if (flat ? predProbs.length !== size * width : predProbs.length !== size)
    throw new RangeError(`${size} samples of ${width} classes need ${size} × ${width} probabilities.`);
  const at = flat ? (i: number, c: number) => predProbs[i * width + c] : (i: number, c: number) => predProbs[i][c];
  const given = givenOf(labels, width);
  const isClassIssue = new Uint8Array(size * width);
  const isLabelIssue = new Uint8Array(size);
  let expectedIssues = 0;
  for (let c = 0; c < width; c++) {
    const own = Int32Array.from({ length: size }, (_, i) => given[i * width + c]);
    const survey = surveyPredictions({ probabilities: yesOrNo((i) => at(i, c), c), labels: own, classes: 2 });
    const { mask, expected } = issuesOf(survey, { filterBy });
    expectedIssues += expected;
    for (let i = 0; i < size; i++) {
      if (mask[i] === 0) continue;
      isClassIssue[i * width + c] = 1;
      isLabelIssue[i] = 1;
    }
  }
  const labelQuality = Float64Array.from({ length: size }, (_, i) => {
    const confidences = Array.from({ length: width }, (_, c) => (given[i * width + c] === 1 ? at(i, c) : 1 - at(i, c)));
    return confidences.sort((a, b) => b - a).reduce((average, p) => WEIGHT * p + (1 - WEIGHT) * average);
  });
  return { isLabelIssue, isClassIssue, labelQuality, ranked: rankedRows(isLabelIssue, labelQuality), expectedIssues };
}

/** One class's probabilities as rows [not, is]. */
function yesOrNo(p: (row: number) => number, column: number): ProbabilityRows {
  return {
    read(from, to) {
      const block = new Float64Array(2 * (to - from));
      for (let i = from; i < to; i++) {
        const value = p(i);
        if (!(value >= 0 && value <= 1))
          throw new RangeError(
            `Row ${i}, column ${column}: ${shown(value)} is no probability; it has to lie between 0 and 1.`,
          );
        block[2 * (i - from)] = 1 - value;
        block[2 * (i - from) + 1] = value;
      }
      return block;
    },
  };
}

/** [N × K] 1 where the class is given. */
function givenOf(labels: readonly ArrayLike<number>[], classes: number): Uint8Array {
  const given = new Uint8Array(labels.length * classes);
  labels.forEach((list, i) => {
    for (const label of Array.from(list)) {
      if (!(Number.isInteger(label) && label >= 0 && label < classes))
        throw new RangeError(`Row ${i} has label ${label}, but there are ${classes} classes, 0 to ${classes - 1}.`);
      given[i * classes + label] = 1;
    }
  });
  return given;
}
