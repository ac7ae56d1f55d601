import { calibrate } from '#/ml/classic/confident-joint.ts';
import { findWithSurvey } from '#/ml/classic/find-label-issues.ts';
import { UsageError } from '../usage.ts';
import { matchClasses } from './arrays/classes.ts';
import { type MatrixFile, openMatrix, refused } from './arrays/matrix.ts';
import type { FoundSamples } from './found.ts';
import { type Labelled, readLabelled } from './labelled.ts';
import type { FindOptions } from './options.ts';
import type { ProgressLine } from './progress.ts';
import { findSeveral } from './several.ts';
import { stopwatch } from './stopwatch.ts';

/** Confident learning on given out-of-sample probabilities. @throws UsageError, ErrataError `bad_input` */
export async function findByProbabilities(options: FindOptions, progress: ProgressLine): Promise<FoundSamples> {
  const clock = stopwatch();
  progress.begin('Reading');
  const labelled = await readLabelled(options, progress.note);
  try {
    const known = [...new Set(labelled.names.filter((name) => name !== null))];
    const matrix = await openMatrix(
      'pred-probs',
      options.predProbs!,
      options.classes ?? (known.length > 1 && !labelled.numbered ? known.sort() : []),
    );
    try {
      if (matrix.rows !== labelled.ids.length)
        throw new UsageError(
          `--pred-probs: ${options.predProbs} has ${matrix.rows.toLocaleString('en')} rows, but there are ${labelled.ids.length.toLocaleString('en')} labels; both need the same order and number.`,
        );
      clock.lap('read');
      progress.begin('Scoring');
      const several = labelled.several !== null || options.labelSeparator !== undefined;
      const report = several ? findSeveral(labelled, matrix, options) : findOne(labelled, matrix, options, progress);
      clock.lap('score');
      return { input: labelled.input, report: { ...report, seed: options.seed, backend: null, durations: clock.laps } };
    } catch (error) {
      throw refused('pred-probs', options.predProbs!, error);
    } finally {
      matrix.close();
    }
  } catch (error) {
    await labelled.input?.close();
    throw error;
  }
}

function findOne({ ids, names, numbered }: Labelled, matrix: MatrixFile, options: FindOptions, progress: ProgressLine) {
  const file = options.predProbs!;
  const { classes, labels, notes } = matchClasses(
    { names, numbered, columns: matrix.cols, header: matrix.names, wanted: options.classes },
    file,
  );
  for (const note of notes) progress.note(note);
  const { filterBy = 'prune_by_noise_rate', joint, count } = options;
  const read = (from: number, to: number) => {
    progress.report(from / matrix.rows, 'Reading the probabilities');
    return matrix.read(from, to);
  };
  const { found, survey } = findWithSurvey({
    labels,
    predProbs: { read },
    classes: matrix.cols,
    filterBy,
    joint,
    count,
  });
  if (found.scaled.rows > 0)
    progress.note(
      `${found.scaled.rows.toLocaleString('en')} ${found.scaled.rows === 1 ? 'row' : 'rows'} of ${file} did not sum to 1 exactly (at worst to ${+found.scaled.worst.toPrecision(7)}); each was divided by its sum.`,
    );
  const wrong = found.expectedIssues;
  const { labelQuality, normalizedMargin, suggestedLabel } = found;
  // The published procedure orders by margin, everything else by the probability of the given label.
  const quality = filterBy === 'published' || filterBy === 'low_normalized_margin' ? normalizedMargin : labelQuality;
  return {
    ids,
    classes,
    given: labels,
    givenLabel: (row: number) => (labels[row] < 0 ? null : classes[labels[row]]),
    suggestedLabel: (row: number) => classes[suggestedLabel[row]],
    isIssue: found.isLabelIssue,
    quality,
    doubt: quality.map((q, i) => (labels[i] < 0 ? -2 : -q)),
    pSuggested: found.suggestedProbability,
    signals: {
      low_self_confidence: labelQuality.map((q) => 1 - q),
      low_margin: normalizedMargin.map((q) => 1 - q),
    },
    wrong,
    variance: wrong * (1 - wrong / Math.max(1, survey.labelled)),
    noiseMatrix: noiseOf(joint === 'uncalibrated' ? calibrate(survey, found.joint) : found.joint, classes.length),
    method: `confident learning, ${filterBy}${joint === 'uncalibrated' ? ', uncalibrated joint' : ''}`,
  };
}

/** Row k: p(given j | true k), from the joint whose rows are given and columns true classes. */
function noiseOf(joint: Float64Array, classes: number): Float64Array {
  const out = new Float64Array(classes * classes);
  for (let k = 0; k < classes; k++) {
    let sum = 0;
    for (let j = 0; j < classes; j++) sum += joint[j * classes + k];
    for (let j = 0; j < classes; j++) out[k * classes + j] = sum === 0 ? Number(j === k) : joint[j * classes + k] / sum;
  }
  return out;
}
