import { seeded } from '#/ml/algebra/random.ts';
import { sharedZeros } from '#/ml/threads/shared-matrix.ts';
import type { Matrix } from '#/ml/types.ts';

export interface Clusters {
  features: Matrix;
  labels: Int32Array;
}

/**
 * Gaussian clusters, a tenth of the labels wrong. With `axes` the rows lie near a subspace of so many directions, as learned
 * features do; without, the noise is in all of them, which is the hardest case for a search of neighbours.
 */
export function clusters(rows: number, cols: number, classes: number, axes?: number): Clusters {
  const random = seeded(1);
  const width = axes ?? cols;
  const centre = Float32Array.from({ length: classes * width }, () => (axes ? 1 : 0.25) * random.normal());
  const map = axes ? Float32Array.from({ length: axes * cols }, () => random.normal() / Math.sqrt(axes)) : null;
  const features = sharedZeros(rows, cols);
  const labels = new Int32Array(rows);
  const latent = new Float32Array(width);
  for (let i = 0; i < rows; i++) {
    const truth = random.below(classes);
    for (let d = 0; d < width; d++) latent[d] = centre[truth * width + d] + random.normal();
    const row = features.data.subarray(i * cols, (i + 1) * cols);
    if (map) for (let a = 0; a < width; a++) for (let d = 0; d < cols; d++) row[d] += latent[a] * map[a * cols + d];
    else row.set(latent);
    if (map) for (let d = 0; d < cols; d++) row[d] += 0.1 * random.normal();
    labels[i] = random.uniform() < 0.1 ? (truth + 1 + random.below(classes - 1)) % classes : truth;
  }
  return { features, labels };
}
