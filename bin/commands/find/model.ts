import { buildGeometry, type Geometry, runRound } from '#/ml/index.ts';
import { guessNegativeClass } from '#/server/domain/relation.ts';
import { UsageError } from '../usage.ts';
import { readFeatures, type Samples, usualEncoder } from './features.ts';
import type { FoundSamples } from './found.ts';
import { readLabelled } from './labelled.ts';
import type { FindOptions } from './options.ts';
import type { ProgressLine } from './progress.ts';
import { stopwatch } from './stopwatch.ts';

/** Encodes the samples, or takes the embeddings that are given, and scores every label by a cold round. */
export async function findByModel(options: FindOptions, progress: ProgressLine): Promise<FoundSamples> {
  const clock = stopwatch();
  const { seed } = options;
  progress.begin('Reading');
  const { ids, names, several, input } = await readLabelled(options, progress.note);
  try {
    if (several) throw new UsageError('--labels: several labels for a sample need --pred-probs.');
    const classes = [...new Set(names.filter((name) => name !== null))].sort((a, b) => (a < b ? -1 : 1));
    if (classes.length < 2) throw new UsageError('At least two classes are needed; all labels are the same.');
    const number = new Map(classes.map((name, i) => [name, i]));
    const given = Int32Array.from(names, (name) => (name === null ? -1 : number.get(name)!));
    clock.lap('read');
    const geometry = await prepare({ input, samples: ids.length }, options, progress, clock);
    progress.begin('Scoring');
    const round = await runRound(geometry, {
      labels: given,
      classes: classes.length,
      evidence: [],
      groups: input?.groups,
      negative: input?.task === 'relation' ? classes.indexOf(guessNegativeClass(classes) ?? '') : -1,
      mode: 'cold',
      seed,
    });
    clock.lap('round');
    const nameOf = (label: number) => (label < 0 ? null : classes[label]);
    const encoder = options.embeddings || !input ? 'given embeddings' : usualEncoder[input.task];
    return {
      input,
      report: {
        ids,
        given,
        givenLabel: (row) => nameOf(given[row]),
        suggestedLabel: (row) => nameOf(round.suggested[row]),
        classes,
        isIssue: Uint8Array.from(round.pGiven, (p, i) => (given[i] >= 0 && p < 0.5 ? 1 : 0)),
        quality: Float64Array.from(round.suspicion, (s) => 1 - s),
        doubt: round.suspicion,
        pSuggested: round.pSuggested,
        signals: round.signals,
        wrong: round.noiseRate * given.reduce((n, label) => n + (label < 0 ? 0 : 1), 0),
        variance: round.pGiven.reduce((sum, p, i) => sum + (given[i] < 0 ? 0 : p * (1 - p)), 0),
        noiseMatrix: round.noiseMatrix,
        method: `leave-one-out experts on ${encoder}`,
        backend: round.backend,
        seed,
        durations: clock.laps,
      },
    };
  } catch (error) {
    await input?.close();
    throw error;
  }
}

/** Features, and from them the geometry. A function of its own: the features' memory is free when it returns. */
async function prepare(
  samples: Samples,
  options: FindOptions,
  progress: ProgressLine,
  clock: ReturnType<typeof stopwatch>,
): Promise<Geometry> {
  progress.begin('Encoding');
  const features = await readFeatures(samples, options, progress.report);
  clock.lap('encode');
  progress.begin('Preparing');
  const geometry = await buildGeometry(
    features,
    { seed: options.seed, groups: samples.input?.groups },
    progress.report,
  );
  clock.lap('geometry');
  return geometry;
}
