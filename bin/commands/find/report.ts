import type { BackendName } from '#/ml/types.ts';

/** What any method finds. N samples, K classes; all arrays have one entry per sample. */
export interface FindReport {
  ids: string[];
  classes: string[];
  /** [N] class number of the given label, −1 where there is none; null where samples have several labels. */
  given: Int32Array | null;
  /** The given label or labels in words; null where there is none. */
  givenLabel(row: number): string | null;
  /** What the label would be if the model is right; null where nothing is suggested. */
  suggestedLabel(row: number): string | null;
  pSuggested: Float32Array | Float64Array;
  isIssue: Uint8Array;
  /** [0,1]; 0 look first. */
  quality: Float32Array | Float64Array;
  /** Orders the rows: the highest first, equal ones by row; in a round only samples without a label are equal, lowest of all. */
  doubt: Float32Array | Float64Array;
  signals: Record<string, Float32Array | Float64Array>;
  /** Estimated number of wrong labels and its variance from sampling alone; the variance is null where none is known. */
  wrong: number;
  variance: number | null;
  /** K×K row-major; row k is p(given j | true k). Null where samples have several labels. */
  noiseMatrix: Float64Array | null;
  method: string;
  backend: BackendName | null;
  seed: number;
  /** Milliseconds per stage. */
  durations: Record<string, number>;
}

/** Number of samples with a label. */
export function labelledOf({ ids, given }: FindReport): number {
  return given === null ? ids.length : given.reduce((n, label) => n + (label < 0 ? 0 : 1), 0);
}

/** Number of labels held for wrong. */
export const issuesOf = ({ isIssue }: FindReport): number => isIssue.reduce((n, flag) => n + flag, 0);

/** Row numbers, the most suspicious first, in the order of the review queue “Likely wrong”. */
export function orderOf({ doubt }: FindReport): Int32Array {
  return Int32Array.from(doubt, (_, i) => i).sort((a, b) => doubt[b] - doubt[a] || a - b);
}

/** Estimated share of wrong labels with what chance alone leaves open; null where that is not known. */
export function estimateOf(report: FindReport): { share: number; interval: [number, number] | null } {
  const labelled = Math.max(1, labelledOf(report));
  const share = report.wrong / labelled;
  if (report.variance === null) return { share, interval: null };
  const half = (1.96 * Math.sqrt(report.variance)) / labelled;
  // Where hardly any is found, as many could have been missed in nineteen of twenty such data sets.
  const unseen = report.wrong < 0.5 ? 1 - 0.05 ** (1 / labelled) : 0;
  return { share, interval: [Math.max(0, share - half), Math.min(1, Math.max(share + half, unseen))] };
}

export interface Confusion {
  /** Class names. */
  real: string;
  given: string;
  /** p(given | true). */
  p: number;
}

/** The largest cells beside the diagonal of the noise matrix, largest first. */
export function confusionsOf({ noiseMatrix, classes }: FindReport, most: number): Confusion[] {
  if (!noiseMatrix) return [];
  const k = classes.length;
  const cells: Confusion[] = [];
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++)
      if (i !== j && noiseMatrix[i * k + j] >= 0.0005)
        cells.push({ real: classes[i], given: classes[j], p: noiseMatrix[i * k + j] });
  return cells.sort((a, b) => b.p - a.p).slice(0, most);
}

/** A probability in percent; no model is surer than that. */
export const sureness = (p: number): string => (p > 0.994 ? '>99%' : `${Math.round(100 * p)}%`);
