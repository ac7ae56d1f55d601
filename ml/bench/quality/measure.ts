import type { Geometry } from '#/ml/geometry/geometry.types.ts';
import { calibrationError } from '#/ml/metrics/calibration.ts';
import { expectedHits } from '#/ml/metrics/expected-hits.ts';
import { averagePrecision } from '#/ml/metrics/ranking.ts';
import { runRound } from '#/ml/round/round.ts';

/** Figures of one data set with one draw of planted noise. */
export interface Figures {
  /** Average precision of the cold round's order and of a warm one's after it. NaN when nothing is planted. */
  cold: number;
  warm: number;
  /** Expected calibration error of p(given) against what was planted. */
  calibration: number;
  planted: number;
  estimated: number;
  /** Share of the queue's next hundreds whose hits lie within the interval that the queue showed. */
  within: number;
  gate: number;
  /** Largest order first, rows. */
  order: number[];
}

export async function measure(
  geometry: Geometry,
  labels: Int32Array,
  truth: Int32Array,
  classes: number,
): Promise<Figures> {
  const wrong = labels.map((label, i) => (label === truth[i] ? 0 : 1));
  const input = { labels, classes, evidence: [], seed: 1 };
  const cold = await runRound(geometry, { ...input, mode: 'cold' });
  const warm = await runRound(geometry, { ...input, mode: 'warm', warm: cold.warm });
  const order = Array.from(labels.keys()).sort((a, b) => cold.suspicion[b] - cold.suspicion[a]);
  const planted = wrong.reduce((sum, is) => sum + is, 0);
  return {
    cold: averagePrecision(cold.suspicion, wrong),
    warm: averagePrecision(warm.suspicion, wrong),
    calibration: calibrationError(
      cold.pGiven,
      wrong.map((is) => 1 - is),
    ),
    planted: planted / labels.length,
    estimated: cold.noiseRate,
    within: expectedHits(cold.pGiven, wrong, order.slice(0, Math.max(1000, 2 * planted))),
    gate: Number(cold.method.gate),
    order,
  };
}
