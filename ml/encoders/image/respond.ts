import { multiply, transpose } from '#/ml/algebra/product.ts';
import { type Answers, pooledAnswers } from './answers.ts';
import type { Filters } from './filters.ts';
import { copyPatch, patchLength, positions } from './patches.ts';
import type { PictureShape } from './picture.ts';
import { poolingMatrix, poolSide } from './pooling.ts';

/** A filter answers above this; what is below is silence, so that answers stay sparse. */
const threshold = 0.5;
/** Pictures per step: few, so that the answers of all positions stay in the cache. */
const step = 2;

/** Number of features of a picture before compression. */
export const responseLength = (filters: Filters) => poolSide * poolSide * filters.centers.rows;

/**
 * Answers of every filter at every position of each picture, soft-thresholded and averaged over a 3×3 grid.
 * Whitening is folded into the filters, the patch mean and the threshold into one more input that is always 1.
 */
export class Responder {
  private readonly answers: Answers;
  private readonly shape: PictureShape;
  private readonly filters: Filters;
  private readonly patches: Float32Array;

  constructor(filters: Filters, shape: PictureShape) {
    const { whitening, centers } = filters;
    const d = patchLength(shape);
    const turned = multiply(whitening.turn, transpose(centers));
    const weights = new Float32Array((d + 1) * centers.rows);
    weights.set(turned.data);
    for (let f = 0; f < centers.rows; f++) {
      let shift = threshold;
      for (let j = 0; j < d; j++) shift += whitening.mean[j] * turned.data[j * centers.rows + f];
      weights[d * centers.rows + f] = -shift;
    }
    const places = positions(shape);
    this.answers = pooledAnswers({
      filters: weights,
      filterCount: centers.rows,
      pool: poolingMatrix(places),
      places,
    });
    this.shape = shape;
    this.filters = filters;
    this.patches = new Float32Array(step * places ** 2 * (d + 1)).fill(1);
  }

  /** Responses of `count` pictures that start at `pixels[0]`, written to `out` row by row. */
  respond(pixels: Float32Array, count: number, out: Float32Array): void {
    const length = responseLength(this.filters);
    const pictureLength = this.shape.side ** 2 * this.shape.channels;
    for (let start = 0; start < count; start += step) {
      const n = Math.min(step, count - start);
      this.few(pixels.subarray(start * pictureLength), n, out.subarray(start * length, (start + n) * length));
    }
  }

  private few(pixels: Float32Array, n: number, out: Float32Array): void {
    const { shape, patches } = this;
    const d = patchLength(shape) + 1;
    const places = positions(shape);
    const pictureLength = shape.side ** 2 * shape.channels;
    let at = 0;
    for (let i = 0; i < n; i++)
      for (let r = 0; r < places; r++)
        for (let c = 0; c < places; c++, at += d) copyPatch(pixels, i * pictureLength, shape, r, c, patches, at);
    this.answers.answer(patches.subarray(0, at), n, out);
  }

  dispose(): void {
    this.answers.dispose();
  }
}
