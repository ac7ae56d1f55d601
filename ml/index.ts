/** The scoring core's public face. */
export { backendName, readyBackend } from '#/ml/backend.ts';
export { calibratedJoint, confidentJoint, confidentThresholds } from '#/ml/classic/confident-joint.ts';
export { findLabelIssues, type LabelIssues, type LabelIssuesInput } from '#/ml/classic/find-label-issues.ts';
export { countLabelIssues, FILTERS, type FilterBy, type IssueOptions } from '#/ml/classic/label-issues.ts';
export { findMultiLabelIssues, type MultiLabelInput, type MultiLabelIssues } from '#/ml/classic/multi-label.ts';
export type { Predictions, ProbabilityRows } from '#/ml/classic/predictions.ts';
export { adjustedScores, normalizedMargin, rawMargin, type Scores, selfConfidence } from '#/ml/classic/scores.ts';
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
