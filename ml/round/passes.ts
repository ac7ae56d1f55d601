import { type Random, sampleRows } from '#/ml/algebra/random.ts';
import { type Calibration, calibrate, thinned } from '#/ml/round/calibrated.ts';
import { concentration, structureOf } from '#/ml/round/concentration.ts';
import type { Experts } from '#/ml/round/experts.ts';
import { fitMixture, type MixtureFit } from '#/ml/round/mixture-fit.ts';
import { mostNoise } from '#/ml/round/most-noise.ts';
import { habitualNoise, noiseFromCounts } from '#/ml/round/noise-matrix.ts';
import { softTargets } from '#/ml/round/posterior.ts';
import { fitStack, stackAll } from '#/ml/round/stack.ts';
import type { Structure } from '#/ml/round/suspicion.ts';
import type { Targets } from '#/ml/round/targets.ts';
import type { RoundState } from '#/ml/round/warm-state.ts';

/** Rows that the few parameters are fitted on. */
const FIT_ROWS = 10_000;
/** Of them, those that a warm round calibrates on. */
const WARM_ROWS = 4000;
/** How far apart the noise rates are that a cold round tries with two classes, as a share of the fitted one. */
const RATE_STEP = 0.025;
const MOST_PASSES = 6;
/** Rows × classes up to which warm rounds can afford as many passes as cold ones. */
const CHEAP = 500_000;
/** Rows × classes up to which a cold round can afford to take each row's own label out of its second pass. */
const AFFORDABLE = 2_000_000;

export interface PassesResult {
  /** [N × K] from labels at face value. */
  plain: Float32Array;
  /** [N × K] through the noise matrix, first pass. */
  firstModel: Float32Array;
  /** What makes the first pass's probabilities of the given labels what happens; its noise matrix is the one to read. */
  early: Calibration;
  /** [N × K] through the noise matrix, best pass. */
  model: Float32Array;
  noise: Float64Array;
  /** The same for the best pass; not computed where the noise is spread evenly. */
  late: Calibration | null;
  /** Expected (true, given) counts at the end, and how structured they are. */
  counts: Float64Array;
  structure: Structure;
  passes: number;
  state: RoundState;
}

/** Rows whose likelihood counts: with a given label or a decision, and not out. */
function fitRows(targets: Targets, random: Random): Int32Array {
  const usable: number[] = [];
  for (let i = 0; i < targets.given.length; i++)
    if (!targets.out[i] && (targets.given[i] >= 0 || targets.settled[i] >= 0) && usableEvidence(targets, i))
      usable.push(i);
  return sampleRows(usable.length, FIT_ROWS, random).map((at) => usable[at]);
}

/** A rejection of a sample without a given label leaves nothing to weigh. */
function usableEvidence(targets: Targets, row: number): boolean {
  return targets.settled[row] >= 0 || targets.given[row] >= 0;
}

/** The stack at face value cannot use samples whose given class was rejected. */
function faceValue(targets: Targets, rows: Int32Array): Int32Array {
  return rows.filter((row) => targets.target[row] >= 0);
}

/**
 * Fits stack and noise matrix. Cold: a second pass with soft targets, what they owe to each row's own label taken out,
 * stays where the likelihood rises; where the noise has habits passes are repeated as long as it does. Warm: one pass from
 * the last state, and more only where the noise was structured, since there one is not enough.
 */
export function runPasses(
  experts: Experts,
  targets: Targets,
  start: RoundState,
  cold: boolean,
  random: Random,
): PassesResult {
  const { classes, given } = targets;
  const n = given.length;
  const rows = fitRows(targets, random);
  const plainFit = fitStack(experts.first, faceValue(targets, rows), targets, null, start.plain, cold ? 60 : 8);
  const plain = stackAll(experts.first, n, plainFit.weights, classes);
  const turns = cold ? 40 : 3;
  const first = fitMixture(experts.first, rows, targets, start, turns);
  const firstModel = stackAll(experts.first, n, first.weights, classes);
  let best: { fit: MixtureFit; model: Float32Array } = { fit: first, model: firstModel };
  let passes = 1;
  const structured = ({ counts }: MixtureFit) =>
    (cold ? structureOf(concentration(counts, classes)).gate : start.gate) >= 0.5;
  const most = (fit: MixtureFit) => {
    // What a text's words owe to its own label in a second pass cannot be taken out of it; nor is the pass needed.
    if (!structured(fit)) return cold && !experts.words ? 2 : 1;
    return cold || n * classes <= CHEAP ? MOST_PASSES : 2;
  };
  for (let last = best; passes < most(last.fit); ) {
    const takeOwnOut = !structured(last.fit) && n * classes <= AFFORDABLE;
    const outputs = experts.again(softTargets(last.model, last.fit.noise, targets), takeOwnOut ? last.fit : undefined);
    passes++;
    const fit = fitMixture(outputs, rows, targets, last.fit, turns);
    const rise = best.fit.loss - fit.loss;
    if (!(rise > 0)) break;
    last = { fit, model: stackAll(outputs, n, fit.weights, classes) };
    best = last;
    if (rise < 1e-4) break;
  }
  const { counts, noise } = best.fit;
  const structure = structureOf(concentration(counts, classes));
  const { gate } = structure;
  const reading = { sharpness: start.sharpness, noise: first.noise };
  const [calibrationTurns, judged] = cold ? [10, FIT_ROWS] : [1, WARM_ROWS];
  const likeliest = calibrate(first.fit, targets, reading, noiseFromCounts, calibrationTurns, judged);
  const early =
    classes === 2
      ? mostNoise(thinned(first.fit, classes, judged), targets, likeliest, cold ? RATE_STEP : 2 * RATE_STEP)
      : likeliest;
  const late =
    gate > 0 ? calibrate(best.fit.fit, targets, { ...reading, noise }, habitualNoise, calibrationTurns, judged) : null;
  const { sharpness } = gate < 0.5 || !late ? early : late;
  const state: RoundState = {
    lambdas: experts.lambdas,
    plain: plainFit.weights,
    weights: first.weights,
    noise: first.noise,
    sharpness,
    gate,
  };
  return { plain, firstModel, early, model: best.model, noise, late, counts, structure, passes, state };
}
