import type { DatasetSource } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { readOwnMatrix } from '#/server/services/encodings/own.ts';
import type { Survey } from './survey.ts';

/** Sums this far from 1 are taken for rounding. */
const farthestSum = 0.01;

/**
 * Checks the user's own arrays against the rows: embeddings [N × D], predicted probabilities [N × K] with columns in
 * lexicographic class order.
 * @throws ErrataError bad_input when a shape does not fit or a value is not finite
 */
export async function checkArrays(
  ctx: Pick<Ctx, 'blobs'>,
  { embeddings, predProbs }: Pick<DatasetSource, 'embeddings' | 'predProbs'>,
  { rows, classes }: Survey,
): Promise<void> {
  if (embeddings) {
    const matrix = await readOwnMatrix(ctx.blobs, embeddings, 'embeddings');
    if (matrix.rows !== rows)
      refuse('embeddings', `the array has ${matrix.rows} rows, the data ${rows}; both need the same order and number.`);
  }
  if (!predProbs) return;
  const { rows: n, cols, data } = await readOwnMatrix(ctx.blobs, predProbs, 'predProbs');
  if (n !== rows)
    refuse('predProbs', `the array has ${n} rows, the data ${rows}; both need the same order and number.`);
  if (cols !== classes.length)
    refuse(
      'predProbs',
      `the array has ${cols} columns, the data ${classes.length} classes; columns go in lexicographic order of the labels.`,
    );
  const outside = data.findIndex((p) => p < 0 || p > 1 + 1e-6);
  if (outside >= 0) refuse('predProbs', `the value in row ${Math.floor(outside / cols)} (from 0) is no probability.`);
  for (let row = 0; row < n; row++) {
    const sum = data.subarray(row * cols, (row + 1) * cols).reduce((total, p) => total + p, 0);
    if (Math.abs(sum - 1) > farthestSum)
      refuse('predProbs', `the values in row ${row} (from 0) sum to ${sum.toFixed(3)}; they must sum to 1.`);
  }
}

function refuse(file: string, message: string): never {
  throw new ErrataError('bad_input', `${file}: ${message}`, [{ file, message }]);
}
