import type { BackendName } from '#/ml/types.ts';

/** What any method finds; all arrays have one entry per sample. */
export interface FindReport {
  ids: string[];
  /** [N] class number, −1 where there is none. */
  given: Int32Array;
  classes: string[];
  isIssue: Uint8Array;
  /** [0,1]; 0 look first. */
  quality: Float32Array | Float64Array;
  suggested: Int32Array;
  pSuggested: Float32Array;
  signals: Record<string, Float32Array | Float64Array>;
  /** Estimated number of wrong labels and its variance from sampling alone; the variance is null where none is known. */
  wrong: number;
  variance: number | null;
  /** K×K row-major; row k is p(given j | true k). */
  noiseMatrix: Float64Array;
  method: string;
  backend: BackendName | null;
  /** Milliseconds per stage. */
  durations: Record<string, number>;
}

/** Row numbers, the most suspicious first; samples without a label at the end. */
export function orderOf({ quality, given }: FindReport): Int32Array {
  const order = Int32Array.from(given, (_, i) => i);
  return order.sort((a, b) => Number(given[a] < 0) - Number(given[b] < 0) || quality[a] - quality[b] || a - b);
}
