import { sampleRows, seeded } from '#/ml/algebra/random.ts';
import type { Geometry } from '#/ml/geometry/geometry.types.ts';
import { runExperts } from '#/ml/round/experts.ts';
import { leftOutSets } from '#/ml/round/left-out-sets.ts';
import { noiseFromCounts } from '#/ml/round/noise-matrix.ts';
import { posteriorOfGiven } from '#/ml/round/posterior.ts';
import { fitStack, stackAll } from '#/ml/round/stack.ts';
import { readTargets } from '#/ml/round/targets.ts';
import { freshState } from '#/ml/round/warm-state.ts';
import { type Planted, planted } from './planted.ts';
import { foundBy, order } from './review.ts';

/**
 * Errors found at as many decisions as there are, by experts for whom every other label is right and the noise process
 * is known: what retraining could reach at best with these features.
 */
export function limit(
  geometry: Geometry,
  labels: Int32Array,
  truth: Int32Array,
  classes: number,
  noise: Planted,
): number {
  const targets = readTargets({ labels: truth, classes, evidence: [], mode: 'cold', seed: 1 });
  const experts = runExperts(geometry, targets, leftOutSets(geometry.duplicates, undefined), undefined, seeded(1));
  const rows = sampleRows(truth.length, 10_000, seeded(2));
  const start = freshState(experts.first.length, classes);
  const { weights } = fitStack(experts.first, rows, targets, null, start.plain, 60);
  const p = stackAll(experts.first, truth.length, weights, classes);
  // Expected counts of so many samples per class that the pseudo-counts do not matter.
  const counts = Float64Array.from(
    { length: classes ** 2 },
    (_, at) => 1e6 * planted(noise, classes, Math.floor(at / classes), at % classes),
  );
  const doubt = posteriorOfGiven(p, noiseFromCounts(counts, classes), labels, classes).map((value) => 1 - value);
  const wrong = labels.map((label, i) => (label === truth[i] ? 0 : 1));
  const errors = wrong.reduce((sum, is) => sum + is, 0);
  return foundBy(order(doubt), wrong, errors, errors)[0];
}
