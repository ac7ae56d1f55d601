import { seeded } from '#/ml/algebra/random.ts';
import { readyBackend } from '#/ml/backend.ts';
import type { Geometry } from '#/ml/geometry/geometry.types.ts';
import { loadAnchor, saveAnchor, steadied } from '#/ml/round/anchor.ts';
import type { Calibration } from '#/ml/round/calibrated.ts';
import { runCaptionRound } from '#/ml/round/caption-round.ts';
import { runExperts } from '#/ml/round/experts.ts';
import { learnOrder } from '#/ml/round/learned-order.ts';
import { leftOutSets } from '#/ml/round/left-out-sets.ts';
import { noiseFromCounts } from '#/ml/round/noise-matrix.ts';
import { lessonsOf, outcomesOf } from '#/ml/round/outcomes.ts';
import { type PassesResult, runPasses } from '#/ml/round/passes.ts';
import { posteriorOfGiven } from '#/ml/round/posterior.ts';
import { ranks, suspicionOf } from '#/ml/round/suspicion.ts';
import { readTargets } from '#/ml/round/targets.ts';
import { topClasses } from '#/ml/round/top-classes.ts';
import { untied } from '#/ml/round/untied.ts';
import { freshState, loadState, saveState } from '#/ml/round/warm-state.ts';
import { extrinsicStrategy, saidByReviewed } from '#/ml/signals/extrinsic-strategy.ts';
import { signals } from '#/ml/signals/index.ts';
import { livePrecision } from '#/ml/signals/live-precision.ts';
import { modelsDisagree } from '#/ml/signals/models-disagree.ts';
import { ownModelDisagrees } from '#/ml/signals/own-model-disagrees.ts';
import { visualQuestions } from '#/ml/signals/visual-questions.ts';
import type { RoundInput, RoundOutput } from '#/ml/types.ts';

/** Version of the method, part of what a caller hashes. */
const METHOD = 'leave-one-out-stack/6';

/** 1 − p(given label), 0 where there is none. */
function doubtOf(p: Float32Array, given: Int32Array, classes: number): Float32Array {
  return Float32Array.from(given, (label, i) => (label < 0 ? 0 : 1 - p[i * classes + label]));
}

/** p(given label right) [N]: from the first pass, as far as the noise is structured from the best one. */
function calibratedPGiven(result: PassesResult, given: Int32Array, classes: number): Float32Array {
  const { early, late, structure } = result;
  const of = (p: Float32Array, { noise, sharpness }: Calibration) =>
    posteriorOfGiven(p, noise, given, classes, sharpness);
  if (!late) return of(result.firstModel, early);
  const second = of(result.model, late);
  if (structure.gate >= 1) return second;
  return of(result.firstModel, early).map((p, i) => (1 - structure.gate) * p + structure.gate * second[i]);
}

/** 1 − p, 0 where there is no given label. */
function opposite(p: Float32Array, given: Int32Array): Float32Array {
  return p.map((value, i) => (given[i] < 0 ? 0 : 1 - value));
}

/** Share of wrong given labels: decided samples as decided, the others by their posterior. */
function noiseRateOf(pGiven: Float32Array, given: Int32Array, settled: Int32Array, out: Uint8Array): number {
  let wrong = 0;
  let total = 0;
  for (let i = 0; i < given.length; i++) {
    if (given[i] < 0 || out[i]) continue;
    total++;
    wrong += settled[i] >= 0 ? (settled[i] === given[i] ? 0 : 1) : 1 - pGiven[i];
  }
  return total === 0 ? 0 : wrong / total;
}

/**
 * Scores every sample against its given label. `geometry` comes from the same rows in the same order. Deterministic for
 * a seed. Throws RangeError when the input does not fit or fewer than two classes occur. A warm round whose saved state
 * does not fit (other classes or experts) runs cold.
 */
export async function runRound(geometry: Geometry, input: RoundInput): Promise<RoundOutput> {
  const { classes, labels } = input;
  if (labels.length !== geometry.rows)
    throw new RangeError(`There are ${labels.length} labels for ${geometry.rows} samples.`);
  const captions = input.pictures?.captions;
  if (captions) return runCaptionRound(geometry, input, captions);
  const own = input.ownProbabilities;
  if (own && (own.rows !== labels.length || own.cols !== classes))
    throw new RangeError(`The own probabilities are ${own.rows} × ${own.cols}, not ${labels.length} × ${classes}.`);
  const durations: Record<string, number> = {};
  let since = performance.now();
  const stage = (name: string) => {
    const now = performance.now();
    durations[name] = now - since;
    since = now;
  };
  const backend = await readyBackend();
  const random = seeded(input.seed);
  const targets = readTargets(input);
  const sets = leftOutSets(geometry.duplicates, input.groups);
  const ridges = geometry.kernel ? 2 : 1;
  const experts = ridges + (geometry.words ? 2 : 1);
  const warm = input.mode === 'warm' ? loadState(input.warm, { ridges, experts }, classes) : null;
  stage('prepare');
  const ran = runExperts(geometry, targets, sets, warm?.lambdas, random);
  stage('experts');
  const result = runPasses(ran, targets, warm ?? freshState(experts, classes), warm === null, random);
  stage('stack');
  const { gate } = result.structure;
  const labelled = Int32Array.from({ length: labels.length }, (_, i) => i).filter((i) => labels[i] >= 0);
  const late = posteriorOfGiven(result.model, result.noise, labels, classes);
  const pGiven = calibratedPGiven(result, labels, classes);
  const doubts = {
    plain: doubtOf(result.plain, labels, classes),
    model: doubtOf(result.model, labels, classes),
    plainPosterior: gate > 0 ? opposite(posteriorOfGiven(result.plain, result.noise, labels, classes), labels) : null,
    posterior: opposite(late, labels),
  };
  const combined = suspicionOf(doubts, labelled, result.structure);
  const top = topClasses(result.model, labels, classes);
  const found = outcomesOf(targets);
  const signalInput = {
    classes,
    given: labels,
    current: targets.target,
    settled: targets.settled,
    negative: input.negative ?? -1,
    axes: { data: geometry.linear.z, rows: geometry.rows, cols: geometry.linear.cols },
    probabilities: result.model,
    pGiven,
    neighbors: geometry.neighbors,
    duplicates: geometry.duplicates,
    setOf: sets.setOf,
    own,
    modelsAgainst: input.modelsAgainst,
    consistency: input.pictures?.consistency,
    likeness: input.pictures?.likeness,
    features: input.pictures && geometry.linear,
  };
  const computed = Object.fromEntries(signals.map((signal) => [signal.id, signal.compute(signalInput)]));
  const consistency = input.pictures?.consistency;
  const learned = learnOrder(
    [
      combined,
      doubts.plain,
      doubts.model,
      doubts.posterior,
      ...(own ? [computed[ownModelDisagrees.id]] : []),
      ...(input.modelsAgainst ? [computed[modelsDisagree.id]] : []),
      // Whoever was not asked about is neither doubted nor cleared.
      ...(consistency ? [computed[visualQuestions.id].map((v, i) => (consistency[i] < 0 ? 0.5 : v))] : []),
    ],
    top.suggested,
    labels,
    classes,
    found,
  );
  const fresh = learned ? ranks(learned.suspicion, labelled) : combined;
  const anchor = warm && loadAnchor(input.warm?.anchor, labels.length);
  const ordered = anchor ? steadied(fresh, anchor, labelled, lessonsOf(targets, found)) : fresh;
  const suspicion = untied(ordered, labelled, input.seed);
  stage('suspicion');
  const precision = Object.fromEntries(
    Object.entries({ suspicion: combined, ...computed }).map(([id, values]) => [id, livePrecision(values, found)]),
  );
  const unlikeReviewed = computed[extrinsicStrategy.id];
  const doubtedByReviewed = [...unlikeReviewed.keys()].filter((i) => unlikeReviewed[i] >= extrinsicStrategy.threshold);
  const reviewed = doubtedByReviewed.length > 0 ? saidByReviewed(signalInput, doubtedByReviewed) : undefined;
  stage('signals');
  return {
    reviewed,
    pGiven,
    suggested: top.suggested,
    pSuggested: top.pSuggested,
    topClasses: top.classes,
    topProbabilities: top.probabilities,
    suspicion,
    signals: computed,
    precision,
    noiseMatrix: gate >= 0.5 ? noiseFromCounts(result.counts, classes) : result.early.noise,
    noiseRate: noiseRateOf(pGiven, labels, targets.settled, targets.out),
    warm: { ...saveState(result.state), anchor: anchor ? input.warm?.anchor : saveAnchor(fresh, labelled) },
    durations,
    backend,
    method: {
      name: METHOD,
      mode: warm ? 'warm' : 'cold',
      seed: input.seed,
      classes,
      lambdas: ran.lambdas,
      passes: result.passes,
      gate,
      learned: learned && { weights: learned.weights, hits: learned.hits, misses: learned.misses },
      kernel: geometry.kernel !== null,
      ...(geometry.words && { words: geometry.words.words }),
      neighbors: geometry.neighbors.k,
      recall: geometry.neighbors.recall,
    },
  };
}
