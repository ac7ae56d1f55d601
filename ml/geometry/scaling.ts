import type { RowSource } from '#/ml/geometry/row-source.ts';
import type { Matrix } from '#/ml/types.ts';

/** Throws RangeError when a feature is not a finite number or the matrix is empty. */
export function checkFeatures(features: Matrix): void {
  const { data, rows, cols } = features;
  if (rows < 2 || cols < 1) throw new RangeError('At least two rows with at least one feature are needed.');
  if (data.length !== rows * cols) throw new RangeError('The feature matrix does not match its stated size.');
  for (let i = 0; i < data.length; i++)
    if (!Number.isFinite(data[i]))
      throw new RangeError(`Row ${Math.floor(i / cols)} of the features holds a value that is not a finite number.`);
}

/** Columns centred, then everything divided by one common standard deviation. Constant input gives zeros. */
export function centredRows(features: Matrix): RowSource {
  const { data, rows, cols } = features;
  const mean = new Float64Array(cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) mean[j] += data[i * cols + j];
  for (let j = 0; j < cols; j++) mean[j] /= rows;
  let square = 0;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      const value = data[i * cols + j] - mean[j];
      square += value * value;
    }
  const deviation = Math.sqrt(square / data.length);
  let largest = 0;
  for (let j = 0; j < cols; j++) largest = Math.max(largest, Math.abs(mean[j]));
  // Rounding of a constant column is not spread.
  const constant = !(deviation > 1e-6 * largest);
  return {
    rows,
    cols,
    block(from, to) {
      const out = new Float32Array((to - from) * cols);
      if (!constant)
        for (let i = from, at = 0; i < to; i++)
          for (let j = 0; j < cols; j++, at++) out[at] = Math.fround(data[i * cols + j] - mean[j]) / deviation;
      return { data: out, rows: to - from, cols };
    },
  };
}

/** `centredRows` all at once. */
export function centred(features: Matrix): Matrix {
  return centredRows(features).block(0, features.rows);
}

/** Rows scaled to length 1 (zero rows stay zero): products of rows are cosines. */
export function unitRows(features: Matrix): Matrix {
  const { data, rows, cols } = features;
  const out = new Float32Array(data.length);
  for (let i = 0; i < rows; i++) {
    let square = 0;
    for (let j = 0; j < cols; j++) square += data[i * cols + j] ** 2;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let j = 0; j < cols; j++) out[i * cols + j] = data[i * cols + j] * scale;
  }
  return { data: out, rows, cols };
}

/**
 * Rounds in place to multiples of 2^(e − 22) with 2^e ≥ the largest magnitude: at most 22 bits, so float64 sums of up to
 * a billion of them are exact. That is what makes leave-one-out outputs identical to the last bit whatever a row's label.
 */
export function toGrid(values: Float32Array): void {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  if (largest === 0) return;
  const step = 2 ** (Math.ceil(Math.log2(largest)) - 22);
  const inverse = 1 / step;
  for (let i = 0; i < values.length; i++) values[i] = Math.round(values[i] * inverse) * step;
}
