import { multiply } from '#/ml/algebra/product.ts';
import { sampleRows, seeded } from '#/ml/algebra/random.ts';
import type { Matrix } from '#/ml/types.ts';

/** Median distance between sampled rows: the width of the Gaussian kernel. 1 when rows do not differ. */
function medianDistance(features: Matrix, seed: number): number {
  const { data, cols } = features;
  const picked = sampleRows(features.rows, 600, seeded(seed));
  const distances: number[] = [];
  for (let a = 0; a + 1 < picked.length; a += 2)
    for (let b = 1; b < picked.length; b += 2) {
      let square = 0;
      for (let j = 0; j < cols; j++) square += (data[picked[a] * cols + j] - data[picked[b] * cols + j]) ** 2;
      distances.push(square);
    }
  distances.sort((x, y) => x - y);
  return Math.sqrt(distances[distances.length >> 1] ?? 0) || 1;
}

/**
 * Random Fourier features of a Gaussian kernel, cos(xΩ/width + phase), centred, with one common scale, followed by the
 * leading `linear` columns of the features themselves. [rows × (count + linear)].
 */
export function fourierFeatures(features: Matrix, count: number, linear: number, seed: number): Matrix {
  const random = seeded(seed + 1);
  const width = medianDistance(features, seed);
  const omega: Matrix = { data: new Float32Array(features.cols * count), rows: features.cols, cols: count };
  for (let i = 0; i < omega.data.length; i++) omega.data[i] = random.normal() / width;
  const phase = Float64Array.from({ length: count }, () => random.uniform() * 2 * Math.PI);
  const waves = multiply(features, omega).data;
  const mean = new Float64Array(count);
  let square = 0;
  for (let i = 0; i < features.rows; i++)
    for (let j = 0; j < count; j++) {
      const value = Math.cos(waves[i * count + j] + phase[j]);
      waves[i * count + j] = value;
      mean[j] += value;
      square += value * value;
    }
  let spread = square / waves.length;
  for (let j = 0; j < count; j++) {
    mean[j] /= features.rows;
    spread -= mean[j] ** 2 / count;
  }
  const scale = spread > 1e-12 ? 1 / Math.sqrt(spread) : 0;
  const cols = count + linear;
  const data = new Float32Array(features.rows * cols);
  for (let i = 0; i < features.rows; i++) {
    for (let j = 0; j < count; j++) data[i * cols + j] = (waves[i * count + j] - mean[j]) * scale;
    for (let j = 0; j < linear; j++) data[i * cols + count + j] = features.data[i * features.cols + j];
  }
  return { data, rows: features.rows, cols };
}
