/** The scoring core's public face. */
export { backendName, readyBackend } from '#/ml/backend.ts';
export {
  calibratedJoint,
  confidentJoint,
  confidentThresholds,
  type Predictions,
} from '#/ml/classic/confident-joint.ts';
export { countLabelIssues, FILTERS, type FilterBy, findLabelIssues } from '#/ml/classic/label-issues.ts';
export { adjusted, normalizedMargin, rawMargin, selfConfidence } from '#/ml/classic/scores.ts';
export {
  type ErrorEstimate,
  estimateErrors,
  estimateFromStrata,
  type Interval,
  LEAST_ANSWERS,
} from '#/ml/estimate/errors.ts';
export { type AuditAnswer, STRATUM_ENDS, type Stratum, stratumOf } from '#/ml/estimate/strata.ts';
export { buildGeometry, type GeometryOptions } from '#/ml/geometry/build.ts';
export type { Geometry } from '#/ml/geometry/geometry.types.ts';
export { type Neighbor, nearest } from '#/ml/geometry/nearest.ts';
export { loadGeometry, saveGeometry } from '#/ml/geometry/saved.ts';
export { calibrationError } from '#/ml/metrics/calibration.ts';
export { auroc, averagePrecision } from '#/ml/metrics/ranking.ts';
export { type NpyArray, readNpy, writeNpy } from '#/ml/npy.ts';
export { runRound } from '#/ml/round/round.ts';
export { type Explanation, explainRow } from '#/ml/signals/explain.ts';
export { signals } from '#/ml/signals/index.ts';
export type * from '#/ml/types.ts';
