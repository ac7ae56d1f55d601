import type { PreparedRidge } from '#/ml/round/prepared-ridge.ts';
import type { Weights } from '#/ml/round/stack.ts';

/** What the soft targets of a second pass were computed from: experts fitted to hard targets, and their stack. */
export interface FirstPass {
  ridges: readonly FittedRidge[];
  /** Leave-one-out outputs of the experts, each [N × K]; the neighbours last. */
  outputs: readonly Float32Array[];
  weights: Weights;
  noise: Float64Array;
}

/** A ridge expert, and the leverage of each row [N], 0 for rows that are not left out by themselves. */
export interface FittedRidge {
  ridge: PreparedRidge;
  leverage: Float64Array;
}
