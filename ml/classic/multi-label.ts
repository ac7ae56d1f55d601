import { type ClassIssues, IssueList } from '#/ml/classic/class-issues.ts';
import { rankedRows } from '#/ml/classic/find-label-issues.ts';
import { type FilterBy, issuesOf } from '#/ml/classic/label-issues.ts';
import { BLOCK_VALUES, type ProbabilityRows, shown } from '#/ml/classic/predictions.ts';
import { surveyPredictions } from '#/ml/classic/survey.ts';

export interface MultiLabelInput {
  /** [N] class indices of the given labels of each sample; an empty list where none applies. */
  labels: readonly ArrayLike<number>[];
  /**
   * Independent out-of-sample probabilities of every class: N rows of K, or row-major [N × K], or something that reads
   * rows when asked; they need no sum.
   */
  predProbs: readonly ArrayLike<number>[] | Float64Array | Float32Array | ProbabilityRows;
  /** K; needed unless `predProbs` is given row by row. */
  classes?: number;
  filterBy?: FilterBy;
}

export interface MultiLabelIssues {
  /** [N] 1 where some class is held for wrongly given or wrongly missing. */
  isLabelIssue: Uint8Array;
  /** Which classes those are. */
  classIssues: ClassIssues;
  /** [N] 0 to 1, 0 look first: the classes' self-confidences, averaged with most weight on the lowest. */
  labelQuality: Float64Array;
  /** Rows that are held for wrong, the lowest label quality first. */
  ranked: Int32Array;
  /** Wrong decisions about a class that the calibrated joints of all classes expect. */
  expectedIssues: number;
}

/** Weight of the next lower self-confidence in the moving average. */
const WEIGHT = 0.8;
/** Probabilities of whole classes held at a time (64 MB); at least those of one class. */
export const HELD_VALUES = 1 << 23;

/** Rows `from` to `to` (not included), [rows × K]. */
type Read = (from: number, to: number) => ArrayLike<number>;

/**
 * Confident learning for samples with any number of labels: each class by itself as a yes/no question.
 * Thyagarajan, Snorrason, Northcutt, Mueller: Identifying Incorrect Annotations in Multi-Label Classification Data (2022).
 * Reads the probabilities once for every 64 MB that they take and once more, in blocks; beside those 64 MB
 * it keeps some 50 bytes a sample and what it finds.
 * @throws RangeError with one sentence naming the row
 */
export function findMultiLabelIssues({ labels, predProbs, classes, filterBy }: MultiLabelInput): MultiLabelIssues {
  const size = labels.length;
  const width = classes ?? (Array.isArray(predProbs) ? (predProbs[0]?.length ?? 0) : 0);
  if (!Array.isArray(predProbs) && classes === undefined)
    throw new RangeError('Say how many classes there are: `classes`.');
  const read = reader(predProbs, size, width);
  const givenRows = rowsByClass(labels, width);
  const isLabelIssue = new Uint8Array(size);
  const issues = new IssueList();
  let expectedIssues = 0;
  const together = Math.min(width, Math.max(1, Math.floor(HELD_VALUES / Math.max(1, size))));
  const held = Array.from({ length: together }, () => new Float64Array(size));
  for (let first = 0; first < width; first += together) {
    const columns = held.slice(0, Math.min(together, width - first));
    fillColumns(read, size, width, first, columns);
    columns.forEach((column, n) => {
      const given = new Int32Array(size);
      for (const row of givenRows[first + n]) given[row] = 1;
      const survey = surveyPredictions({ probabilities: yesOrNo(column), labels: given, classes: 2 });
      const { mask, expected } = issuesOf(survey, { filterBy });
      expectedIssues += expected;
      for (let i = 0; i < size; i++) {
        if (mask[i] === 0) continue;
        issues.add(i, first + n, given[i] === 1 ? 1 - column[i] : column[i]);
        isLabelIssue[i] = 1;
      }
    });
  }
  const labelQuality = qualities(read, labels, width);
  const ranked = rankedRows(isLabelIssue, labelQuality);
  return { isLabelIssue, classIssues: issues.sorted(size), labelQuality, ranked, expectedIssues };
}

function reader(predProbs: MultiLabelInput['predProbs'], size: number, width: number): Read {
  if (!ArrayBuffer.isView(predProbs) && !Array.isArray(predProbs)) {
    const source = predProbs as ProbabilityRows;
    return (from, to) => source.read(from, to);
  }
  if (ArrayBuffer.isView(predProbs) ? predProbs.length !== size * width : predProbs.length !== size)
    throw new RangeError(`${size} samples of ${width} classes need ${size} × ${width} probabilities.`);
  if (ArrayBuffer.isView(predProbs)) return (from, to) => predProbs.subarray(from * width, to * width);
  const rows: readonly ArrayLike<number>[] = predProbs;
  return (from, to) => {
    const block = new Float64Array((to - from) * width);
    for (let i = from; i < to; i++) block.set(rows[i], (i - from) * width);
    return block;
  };
}

function eachBlock(
  read: Read,
  size: number,
  width: number,
  visit: (block: ArrayLike<number>, from: number, to: number) => void,
) {
  const step = Math.max(1, Math.floor(BLOCK_VALUES / Math.max(1, width)));
  for (let from = 0; from < size; from += step) {
    const to = Math.min(size, from + step);
    const block = read(from, to);
    if (block.length !== (to - from) * width)
      throw new RangeError(`Rows ${from} to ${to} hold ${block.length} probabilities, not ${(to - from) * width}.`);
    visit(block, from, to);
  }
}

/** Puts the probabilities of the classes from `first` on into the columns, each [N]. */
function fillColumns(read: Read, size: number, width: number, first: number, columns: Float64Array[]): void {
  eachBlock(read, size, width, (block, from, to) => {
    for (let i = from; i < to; i++)
      for (let n = 0, at = (i - from) * width + first; n < columns.length; n++, at++) {
        const value = block[at];
        if (!(value >= 0 && value <= 1))
          throw new RangeError(
            `Row ${i}, column ${first + n}: ${shown(value)} is no probability; it has to lie between 0 and 1.`,
          );
        columns[n][i] = value;
      }
  });
}

/** Rows in which each class is given. */
function rowsByClass(labels: readonly ArrayLike<number>[], classes: number): Int32Array[] {
  const counts = new Int32Array(classes);
  labels.forEach((list, i) => {
    for (const label of Array.from(list)) {
      if (!(Number.isInteger(label) && label >= 0 && label < classes))
        throw new RangeError(`Row ${i} has label ${label}, but there are ${classes} classes, 0 to ${classes - 1}.`);
      counts[label]++;
    }
  });
  const rows = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  labels.forEach((list, i) => {
    for (const label of Array.from(list)) rows[label][counts[label]++] = i;
  });
  return rows;
}

/** [N] moving averages of the self-confidences, the lowest last. */
function qualities(read: Read, labels: readonly ArrayLike<number>[], width: number): Float64Array {
  const quality = new Float64Array(labels.length);
  const confidences = new Float64Array(width);
  eachBlock(read, labels.length, width, (block, from, to) => {
    for (let i = from; i < to; i++) {
      const start = (i - from) * width;
      for (let c = 0; c < width; c++) confidences[c] = 1 - block[start + c];
      for (const label of Array.from(labels[i])) confidences[label] = block[start + label];
      confidences.sort();
      let average = confidences[width - 1];
      for (let c = width - 2; c >= 0; c--) average = WEIGHT * confidences[c] + (1 - WEIGHT) * average;
      quality[i] = average;
    }
  });
  return quality;
}

/** One class's probabilities as rows [not, is]. */
function yesOrNo(column: Float64Array): ProbabilityRows {
  return {
    read(from, to) {
      const block = new Float64Array(2 * (to - from));
      for (let i = from, at = 0; i < to; i++, at += 2) {
        block[at] = 1 - column[i];
        block[at + 1] = column[i];
      }
      return block;
    },
  };
}
