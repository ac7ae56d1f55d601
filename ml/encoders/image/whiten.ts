import { symmetricEigen } from '#/ml/algebra/eigen.ts';
import { gram } from '#/ml/algebra/product.ts';
import type { Matrix } from '#/ml/types.ts';

/** Added to every variance before dividing by its root: directions with hardly any signal stay small. */
const floor = 0.1;

export interface Whitening {
  mean: Float32Array;
  /** Symmetric [d × d]: (covariance + floor)^(−1/2). */
  turn: Matrix;
}

/** The zero-phase whitening of the rows of A [n × d]. */
export function whitening(a: Matrix): Whitening {
  const { rows, cols } = a;
  const mean = new Float32Array(cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) mean[j] += a.data[i * cols + j] / rows;
  const covariance = gram(a);
  for (let i = 0; i < cols; i++)
    for (let j = 0; j < cols; j++)
      covariance[i * cols + j] = (covariance[i * cols + j] - rows * mean[i] * mean[j]) / Math.max(1, rows - 1);
  const { values, vectors } = symmetricEigen(covariance, cols);
  const turn = new Float32Array(cols * cols);
  for (let i = 0; i < cols; i++)
    for (let j = 0; j < cols; j++) {
      let sum = 0;
      for (let k = 0; k < cols; k++)
        sum += (vectors[i * cols + k] * vectors[j * cols + k]) / Math.sqrt(Math.max(0, values[k]) + floor);
      turn[i * cols + j] = sum;
    }
  return { mean, turn: { data: turn, rows: cols, cols } };
}
