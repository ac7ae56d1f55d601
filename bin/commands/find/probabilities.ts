import { calibratedJoint, type Predictions } from '#/ml/classic/confident-joint.ts';
import { findLabelIssues } from '#/ml/classic/label-issues.ts';
import { normalizedMargin, selfConfidence } from '#/ml/classic/scores.ts';
import { UsageError } from '../usage.ts';
import { readArray, readMatrix } from './features.ts';
import { readInput } from './input.ts';
import type { FindOptions } from './options.ts';
import type { FindReport } from './report.ts';

interface Labelled {
  ids: string[];
  labels: Int32Array;
  classes: string[];
}

/** Class numbers of `--labels`; rows are named by their index. @throws UsageError */
async function readLabels(path: string, classes: number): Promise<Labelled> {
  const { shape, data } = await readArray('labels', path);
  if (shape.length !== 1) throw new UsageError(`--labels: ${path} has ${shape.length} dimensions; one is needed.`);
  const bad = data.findIndex((label) => !Number.isInteger(label) || label < 0 || label >= classes);
  if (bad >= 0)
    throw new UsageError(`--labels: ${path}, row ${bad}: ${data[bad]} is no class number from 0 to ${classes - 1}.`);
  const name = (_: unknown, i: number) => String(i);
  return { ids: Array.from(data, name), labels: Int32Array.from(data), classes: Array.from({ length: classes }, name) };
}

/** Ids and labels of an input file; the probabilities' columns are its classes in lexicographic order. */
async function readLabelled(path: string, options: FindOptions, columns: number): Promise<Labelled> {
  const input = await readInput(path, options);
  await input.close();
  if (input.classes.length !== columns)
    throw new UsageError(
      `--pred-probs: ${options.predProbs} has ${columns} columns, the input ${input.classes.length} classes; give one column per class, in lexicographic order.`,
    );
  return input;
}

/** Confident learning on given out-of-sample probabilities. @throws UsageError, ErrataError `bad_input` */
export async function findByProbabilities(path: string, options: FindOptions): Promise<FindReport> {
  const start = performance.now();
  const { shape } = await readArray('pred-probs', path);
  const { ids, labels, classes } =
    options.input === undefined
      ? await readLabels(options.labels!, shape[1] ?? 0)
      : await readLabelled(options.input, options, shape[1] ?? 0);
  const { data } = await readMatrix('pred-probs', path, ids.length);
  const outside = data.findIndex((p) => p < 0 || p > 1 + 1e-6);
  if (outside >= 0)
    throw new UsageError(
      `--pred-probs: ${path}, row ${Math.floor(outside / classes.length)}: ${data[outside]} is no probability.`,
    );
  const read = performance.now();
  const report = { ids, given: labels, classes, ...scored(data, labels, classes.length, options.filterBy) };
  return {
    ...report,
    method: `confident learning, ${options.filterBy}`,
    backend: null,
    durations: { read: read - start, score: performance.now() - read },
  };
}

type Scored = Omit<FindReport, 'ids' | 'given' | 'classes' | 'method' | 'backend' | 'durations'>;

/** Samples without a label take no part and come out as fine. */
function scored(
  data: ArrayLike<number>,
  labels: Int32Array,
  classes: number,
  filterBy: FindOptions['filterBy'],
): Scored {
  const rows = [...labels.keys()].filter((i) => labels[i] >= 0);
  const predictions: Predictions = {
    probabilities: Float64Array.from({ length: rows.length * classes }, (_, at) =>
      Number(data[rows[Math.floor(at / classes)] * classes + (at % classes)]),
    ),
    labels: Int32Array.from(rows, (i) => labels[i]),
    classes,
  };
  const spread = <T extends Float64Array | Uint8Array>(out: T, values: ArrayLike<number>): T => {
    rows.forEach((row, i) => {
      out[row] = values[i];
    });
    return out;
  };
  const self = spread(new Float64Array(labels.length).fill(1), selfConfidence(predictions));
  const margin = spread(new Float64Array(labels.length).fill(1), normalizedMargin(predictions));
  const joint = calibratedJoint(predictions);
  const wrong = joint.reduce((sum, n, at) => (at % (classes + 1) === 0 ? sum : sum + n), 0);
  const suggested = Int32Array.from(labels, (label, i) => likeliestOther(data, i, label, classes));
  return {
    isIssue: spread(new Uint8Array(labels.length), findLabelIssues(predictions, filterBy)),
    quality: self,
    suggested,
    pSuggested: Float32Array.from(suggested, (c, i) => data[i * classes + c]),
    signals: { low_self_confidence: self.map((q) => 1 - q), low_margin: margin.map((q) => 1 - q) },
    wrong,
    variance: wrong * (1 - wrong / Math.max(1, rows.length)),
    noiseMatrix: noiseOf(joint, classes),
  };
}

function likeliestOther(data: ArrayLike<number>, row: number, given: number, classes: number): number {
  let best = -1;
  for (let c = 0; c < classes; c++)
    if (c !== given && (best < 0 || data[row * classes + c] > data[row * classes + best])) best = c;
  return best;
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
