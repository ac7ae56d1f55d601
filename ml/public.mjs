// What `import … from 'errata/ml'` loads: the resolver of our `#/` paths first, then the scoring core as it is.
import '../bin/boot/alias.mjs';

const ml = await import('./index.ts');

export const {
  adjustedScores,
  auroc,
  averagePrecision,
  backendName,
  buildGeometry,
  calibratedJoint,
  calibrationError,
  confidentJoint,
  confidentThresholds,
  countLabelIssues,
  estimateErrors,
  estimateFromStrata,
  explainRow,
  FILTERS,
  findLabelIssues,
  findMultiLabelIssues,
  LEAST_ANSWERS,
  loadGeometry,
  nearest,
  normalizedMargin,
  rawMargin,
  readNpy,
  readyBackend,
  runRound,
  saveGeometry,
  selfConfidence,
  signals,
  STRATUM_ENDS,
  stratumOf,
  writeNpy,
} = ml;
