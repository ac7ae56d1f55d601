import type { model } from '#/db/schema/index.ts';
import { readNpy, writeNpy } from '#/ml/npy.ts';
import type { Matrix } from '#/ml/types.ts';
import type { Ctx } from '#/server/context.ts';
import { readOwnMatrix } from '#/server/services/encodings/own.ts';

type Blobs = Pick<Ctx, 'blobs'>;
export type ModelRow = typeof model.$inferSelect;

/** What one model predicts, in row order of the dataset. */
export type Predictions =
  /** [N] class index, −1 where it says nothing. */
  | { kind: 'labels'; labels: Int32Array }
  /** [N × K]; a row of zeros where it says nothing. */
  | { kind: 'probabilities'; matrix: Matrix };

/** Stores predictions as a `.npy` array. @returns the blob's sha-256 */
export async function storePredictions({ blobs }: Blobs, predictions: Predictions): Promise<string> {
  const bytes =
    predictions.kind === 'labels'
      ? writeNpy(predictions.labels, [predictions.labels.length])
      : writeNpy(predictions.matrix.data, [predictions.matrix.rows, predictions.matrix.cols]);
  return (await blobs.put(bytes)).sha256;
}

/** The likeliest class per row [N], the first of equals; −1 where a row holds nothing but zeros. */
export function likeliest({ data, rows, cols }: Matrix): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => {
    let best = -1;
    for (let c = 0; c < cols; c++) {
      const p = data[row * cols + c]!;
      if (p > (best < 0 ? 0 : data[row * cols + best]!)) best = c;
    }
    return best;
  });
}

/** The class each model predicts [N], −1 where it predicts none. */
export async function predictedLabels(ctx: Blobs, stored: Pick<ModelRow, 'kind' | 'predictions' | 'name'>) {
  if (stored.kind === 'probabilities')
    return likeliest(await readOwnMatrix(ctx.blobs, stored.predictions, stored.name));
  return Int32Array.from(readNpy(await ctx.blobs.bytes(stored.predictions)).data);
}

/**
 * The mean of several models' probabilities [N × K], over those that have some for a row. Columns of classes that a
 * dataset gained since are 0.
 */
export async function averageProbabilities(
  ctx: Blobs,
  models: readonly Pick<ModelRow, 'predictions' | 'name'>[],
  { rows, classes }: { rows: number; classes: number },
): Promise<Matrix> {
  const data = new Float32Array(rows * classes);
  const counts = new Int16Array(rows);
  for (const { predictions, name } of models) {
    const { data: own, cols } = await readOwnMatrix(ctx.blobs, predictions, name);
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (let c = 0; c < cols; c++) {
        const p = own[row * cols + c]!;
        data[row * classes + c]! += p;
        sum += p;
      }
      if (sum > 0) counts[row]!++;
    }
  }
  for (let row = 0; row < rows; row++)
    if (counts[row]! > 1) for (let c = 0; c < classes; c++) data[row * classes + c]! /= counts[row]!;
  return { data, rows, cols: classes };
}
