import { seeded } from '#/ml/algebra/random.ts';
import { readyBackend } from '#/ml/backend.ts';
import type { Geometry } from '#/ml/geometry/geometry.types.ts';
import { captionFit, probabilityOfMatch } from '#/ml/round/captions.ts';
import { learnOrder } from '#/ml/round/learned-order.ts';
import { leftOutSets } from '#/ml/round/left-out-sets.ts';
import { outcomesOf } from '#/ml/round/outcomes.ts';
import { ranks } from '#/ml/round/suspicion.ts';
import { readTargets } from '#/ml/round/targets.ts';
import { topClasses } from '#/ml/round/top-classes.ts';
import { untied } from '#/ml/round/untied.ts';
import { signals } from '#/ml/signals/index.ts';
import { livePrecision } from '#/ml/signals/live-precision.ts';
import { visualQuestions } from '#/ml/signals/visual-questions.ts';
import type { Captions, RoundInput, RoundOutput } from '#/ml/types.ts';

/** Version of the method, part of what a caller hashes. */
const METHOD = 'caption-fit/2';

/**
 * A round over captioned pictures, whose label says whether caption and picture match. There is nothing to learn a class
 * from while every caption is taken to match; so a caption is held against those of similar pictures, and decisions weigh
 * the views anew as in every round. Deterministic for a seed. Throws RangeError when the input does not fit.
 */
export async function runCaptionRound(geometry: Geometry, input: RoundInput, captions: Captions): Promise<RoundOutput> {
  const started = performance.now();
  const { labels, classes } = input;
  const { matches, differs } = captions;
  const backend = await readyBackend();
  const targets = readTargets(input, { oneClass: true });
  // Where a model has compared the picture with its caption, that takes the place of other people's words.
  const likeness = input.pictures?.likeness;
  const fit = captionFit(captions, geometry.neighbors, seeded(input.seed)).map((value, i) =>
    likeness && likeness[i] >= 0 ? likeness[i] : value,
  );
  const match = probabilityOfMatch(fit);
  const p = new Float32Array(labels.length * classes);
  labels.forEach((_, i) => {
    p[i * classes + matches] = match[i];
    p[i * classes + differs] = 1 - match[i];
  });
  const pGiven = Float32Array.from(labels, (label, i) => (label < 0 ? 0.5 : p[i * classes + label]));
  const labelled = Int32Array.from(labels.keys()).filter((i) => labels[i] >= 0);
  // Within a probability the fit itself decides.
  const doubt = pGiven.map((given, i) => 0.999 * (1 - given) + 0.001 * (labels[i] === differs ? fit[i] : 1 - fit[i]));
  const combined = ranks(doubt, labelled);
  const top = topClasses(p, labels, classes);
  const found = outcomesOf(targets);
  const consistency = input.pictures?.consistency;
  const computed = Object.fromEntries(
    signals.map((signal) => [
      signal.id,
      signal.compute({
        classes,
        given: labels,
        current: targets.target,
        settled: targets.settled,
        negative: -1,
        axes: { data: geometry.linear.z, rows: geometry.rows, cols: geometry.linear.cols },
        probabilities: p,
        pGiven,
        neighbors: geometry.neighbors,
        duplicates: new Int32Array(labels.length).fill(-1),
        setOf: leftOutSets(geometry.duplicates, input.groups).setOf,
        own: input.ownProbabilities,
        modelsAgainst: input.modelsAgainst,
        consistency,
        captionFit: fit,
      }),
    ]),
  );
  const views = [combined, doubt];
  if (consistency) views.push(computed[visualQuestions.id].map((v, i) => (consistency[i] < 0 ? 0.5 : v)));
  const learned = learnOrder(views, top.suggested, labels, classes, found);
  const precision = Object.fromEntries(
    Object.entries({ suspicion: combined, ...computed }).map(([id, values]) => [id, livePrecision(values, found)]),
  );
  return {
    pGiven,
    suggested: top.suggested,
    pSuggested: top.pSuggested,
    topClasses: top.classes,
    topProbabilities: top.probabilities,
    suspicion: untied(learned ? ranks(learned.suspicion, labelled) : combined, labelled, input.seed),
    signals: computed,
    precision,
    noiseMatrix: givenWhereTrue(p, labels, targets.settled, classes),
    noiseRate:
      labelled.reduce((sum, i) => sum + wrongness(targets.settled[i], labels[i], pGiven[i]), 0) / labelled.length,
    warm: {},
    durations: { compute: performance.now() - started },
    backend,
    method: { name: METHOD, mode: 'cold', seed: input.seed, classes, neighbors: geometry.neighbors.k },
  };
}

const wrongness = (settled: number, given: number, p: number) => (settled >= 0 ? Number(settled !== given) : 1 - p);

/** p(given j | true k), K×K: counted from the probabilities, decided samples as decided. */
function givenWhereTrue(p: Float32Array, given: Int32Array, settled: Int32Array, classes: number): Float64Array {
  const counts = new Float64Array(classes * classes);
  given.forEach((label, i) => {
    if (label < 0) return;
    for (let k = 0; k < classes; k++)
      counts[k * classes + label] += settled[i] < 0 ? p[i * classes + k] : Number(settled[i] === k);
  });
  return counts.map((count, at) => {
    const row = Math.floor(at / classes);
    const total = counts.subarray(row * classes, (row + 1) * classes).reduce((a, b) => a + b, 0);
    return total > 0 ? count / total : Number(at % classes === row);
  });
}
