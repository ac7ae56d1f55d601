import { readyBackend } from '#/ml/backend.ts';
import { fourierFeatures } from '#/ml/geometry/fourier.ts';
import type { Geometry } from '#/ml/geometry/geometry.types.ts';
import { narrowed } from '#/ml/geometry/narrowing.ts';
import { nearDuplicates } from '#/ml/geometry/near-duplicates.ts';
import { approximateNeighbors } from '#/ml/geometry/neighbors-approximate.ts';
import { exactNeighbors } from '#/ml/geometry/neighbors-exact.ts';
import { eigenBasis, tridiagonalBasis } from '#/ml/geometry/ridge-basis.ts';
import { rowsOf } from '#/ml/geometry/row-source.ts';
import { centredRows, checkFeatures, unitRows } from '#/ml/geometry/scaling.ts';
import type { Features, Matrix, Progress } from '#/ml/types.ts';

export interface GeometryOptions {
  seed: number;
  /** Neighbours per row; 20 unless given. */
  neighbors?: number;
  /** The random features are dropped when they would take more than this; 300 MB unless given. */
  memoryBytes?: number;
  /** [N] group number (−1 none): rows of one group are not each other's neighbours. */
  groups?: Int32Array;
}

/** Random Fourier features: one for every four rows, within bounds. */
const FEWEST_WAVES = 128;
const MOST_WAVES = 1024;
/** Leading principal axes that the kernel expert sees beside them. */
const AXES = 256;
/** Above this many rows the neighbour search is approximate. */
const EXACT_ROWS = 50_000;

/** Mean cosine distance to the graph's neighbours. */
function outlierDistance(rows: number, k: number, index: Int32Array, similarity: Float32Array): Float32Array {
  const out = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    let count = 0;
    for (let n = 0; n < k && index[i * k + n] >= 0; n++, count++) sum += 1 - similarity[i * k + n];
    out[i] = count === 0 ? 0 : Math.max(0, sum / count);
  }
  return out;
}

/**
 * Everything about an encoding that labels cannot change. Features [N × D] finite, N ≥ 2; throws RangeError otherwise.
 * Deterministic for a seed.
 */
export async function buildGeometry(
  features: Features,
  options: GeometryOptions,
  progress: Progress = () => undefined,
): Promise<Geometry> {
  checkFeatures(features);
  await readyBackend();
  const { seed, groups } = options;
  const { rows } = features;
  progress(0, 'Decomposing the features');
  const linear = eigenBasis(narrowed(centredRows(features), seed));
  progress(0.15, 'Adding random features');
  const axes: Matrix = { data: linear.z, rows, cols: linear.cols };
  const wide = Math.min(AXES, linear.cols - 1);
  const waves = Math.min(MOST_WAVES, Math.max(FEWEST_WAVES, Math.ceil(rows / 4)));
  const width = waves + wide + 1;
  const fits = rows * width * 4 <= (options.memoryBytes ?? 300e6) && wide > 0;
  const kernel = fits ? tridiagonalBasis(rowsOf(fourierFeatures(axes, waves, wide, seed))) : null;
  progress(0.6, 'Finding neighbours');
  const k = Math.min(options.neighbors ?? 20, rows - 1);
  const advance = (fraction: number) => progress(0.6 + 0.4 * fraction, 'Finding neighbours');
  const neighbors =
    rows <= EXACT_ROWS
      ? exactNeighbors(unitRows(features), k, groups, advance)
      : approximateNeighbors(features, k, groups, seed, advance);
  const outlier = outlierDistance(rows, k, neighbors.index, neighbors.similarity);
  const duplicates = nearDuplicates(neighbors, rows);
  return { rows, seed, linear, kernel, neighbors, words: features.words, duplicates, outlier };
}
