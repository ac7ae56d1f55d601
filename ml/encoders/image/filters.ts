import { multiply, transpose } from '#/ml/algebra/product.ts';
import { type Random, seeded } from '#/ml/algebra/random.ts';
import type { Matrix } from '#/ml/types.ts';
import { copyPatch, patchLength, positions } from './patches.ts';
import type { PictureShape } from './picture.ts';
import { type Whitening, whitening } from './whiten.ts';

/** Patches drawn to learn from. */
const drawn = 20_000;
const passes = 8;
/** Patches with less deviation than this are background and teach nothing. */
const leastDeviation = 0.05;

export interface Filters {
  whitening: Whitening;
  /** Unit vectors in whitened space [count × patch length]. */
  centers: Matrix;
}

/** Random patches of the pictures, normalised; background left out. [≤ 20,000 × patch length] */
function drawPatches(pixels: Float32Array, count: number, shape: PictureShape, random: Random): Matrix {
  const length = patchLength(shape);
  const places = positions(shape);
  const out = { data: new Float32Array(drawn * length) };
  const pictureLength = shape.side * shape.side * shape.channels;
  let kept = 0;
  for (let i = 0; i < drawn; i++) {
    const picture = random.below(count) * pictureLength;
    const row = random.below(places);
    const column = random.below(places);
    if (copyPatch(pixels, picture, shape, row, column, out.data, kept * length) > leastDeviation) kept++;
  }
  // Blank pictures have no patch worth learning from; one flat patch makes one filter that never answers.
  const rows = Math.max(1, kept);
  return { data: out.data.slice(0, rows * length), rows, cols: length };
}

/** Learns whitening and `count` filters from pictures [n × side·side·channels]; fewer where there are fewer patches. */
export function learnFilters(
  pixels: Float32Array,
  pictures: number,
  shape: PictureShape,
  count: number,
  seed: number,
): Filters {
  const random = seeded(seed);
  const patches = drawPatches(pixels, pictures, shape, random);
  const whiten = whitening(patches);
  for (let i = 0; i < patches.rows; i++)
    for (let j = 0; j < patches.cols; j++) patches.data[i * patches.cols + j] -= whiten.mean[j];
  const white = multiply(patches, whiten.turn);
  return { whitening: whiten, centers: kMeans(white, Math.min(count, white.rows), random) };
}

/** Lloyd's k-means from random rows; a center without rows moves to a random one. Returns unit vectors. */
function kMeans(a: Matrix, k: number, random: Random): Matrix {
  const d = a.cols;
  const centers: Matrix = { data: new Float32Array(k * d), rows: k, cols: d };
  const restart = (c: number) => {
    const from = random.below(a.rows) * d;
    centers.data.set(a.data.subarray(from, from + d), c * d);
  };
  for (let c = 0; c < k; c++) restart(c);
  for (let pass = 0; pass < passes; pass++) {
    const nearest = nearestCenters(a, centers);
    const counts = new Int32Array(k);
    centers.data.fill(0);
    for (let i = 0; i < a.rows; i++) {
      const c = nearest[i];
      counts[c]++;
      for (let j = 0; j < d; j++) centers.data[c * d + j] += a.data[i * d + j];
    }
    for (let c = 0; c < k; c++) {
      if (counts[c] === 0) restart(c);
      else for (let j = 0; j < d; j++) centers.data[c * d + j] /= counts[c];
    }
  }
  for (let c = 0; c < k; c++) {
    const row = centers.data.subarray(c * d, c * d + d);
    const length = Math.hypot(...row) + 1e-9;
    for (let j = 0; j < d; j++) row[j] /= length;
  }
  return centers;
}

/** Index of the nearest center for every row: the largest x·c − |c|²/2. */
function nearestCenters(a: Matrix, centers: Matrix): Int32Array {
  const k = centers.rows;
  const half = new Float64Array(k);
  for (let c = 0; c < k; c++)
    for (let j = 0; j < centers.cols; j++) half[c] += centers.data[c * centers.cols + j] ** 2 / 2;
  const products = multiply(a, transpose(centers)).data;
  const out = new Int32Array(a.rows);
  for (let i = 0; i < a.rows; i++) {
    let best = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      const score = products[i * k + c] - half[c];
      if (score > best) {
        best = score;
        out[i] = c;
      }
    }
  }
  return out;
}
