import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { needSharedFile, sharedFile } from './folder.ts';

const summaryFile = 'tacred/dev_summary.csv.gz';
const predictionFile = 'tacred/dev_predictions.csv.gz';
const labelFile = 'tacred/dev_prediction_labels.json';

export const haveTacred = (): boolean => [summaryFile, predictionFile, labelFile].every((f) => sharedFile(f) !== null);

/** The published labels and predictions of TACRED's dev split; its sentences are licensed and are not here. */
export interface TacredDev {
  ids: string[];
  given: string[];
  /** Re-TACRED's label; '' where it left the sample out. */
  revised: string[];
  /** Names of what the models predict. */
  names: string[];
  /** Per model [N] index into `names`. */
  predictions: Int32Array[];
}

const rowsOf = (name: string): string[][] =>
  gunzipSync(readFileSync(needSharedFile(name)))
    .toString()
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));

export function readTacredDev(): TacredDev {
  const summary = rowsOf(summaryFile);
  const predicted = rowsOf(predictionFile);
  summary.forEach(([id], row) => {
    if (predicted[row][0] !== id) throw new Error(`row ${row} is ${id} in one file, ${predicted[row][0]} in the other`);
  });
  return {
    ids: summary.map((row) => row[0]),
    given: summary.map((row) => row[1]),
    revised: summary.map((row) => row[2]),
    names: JSON.parse(readFileSync(needSharedFile(labelFile), 'utf8')) as string[],
    predictions: predicted[0].slice(1).map((_, m) => Int32Array.from(predicted, (row) => Number(row[m + 1]))),
  };
}
