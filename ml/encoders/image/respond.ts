import * as tf from '@tensorflow/tfjs';
import { multiply, transpose } from '#/ml/algebra/product.ts';
import type { Filters } from './filters.ts';
import { copyPatch, patchLength, positions } from './patches.ts';
import type { PictureShape } from './picture.ts';

/** A filter answers above this; what is below is silence, so that answers stay sparse. */
const threshold = 0.5;
/** Answers are averaged over a grid of this many cells a side. */
export const poolSide = 3;
/** Pictures per step: few, so that the answers of all positions stay in the cache. */
const step = 2;

/** Number of features of a picture before compression. */
export const responseLength = (filters: Filters) => poolSide * poolSide * filters.centers.rows;

/**
 * Answers of every filter at every position of each picture, soft-thresholded and averaged over a 3×3 grid.
 * Whitening is folded into the filters, the patch mean and the threshold into one more input that is always 1.
 */
export class Responder {
  private readonly weights: tf.Tensor2D;
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
    this.weights = tf.tensor2d(weights, [d + 1, centers.rows]);
    this.shape = shape;
    this.filters = filters;
    this.patches = new Float32Array(step * positions(shape) ** 2 * (d + 1)).fill(1);
  }

  /** Responses of `count` pictures that start at `pixels[0]`, written to `out` row by row. */
  respond(pixels: Float32Array, count: number, out: Float32Array): void {
    for (let start = 0; start < count; start += step) {
      const n = Math.min(step, count - start);
      const pictureLength = this.shape.side ** 2 * this.shape.channels;
      out.set(this.few(pixels.subarray(start * pictureLength), n), start * responseLength(this.filters));
    }
  }

  private few(pixels: Float32Array, n: number): Float32Array {
    const { shape, patches } = this;
    const d = patchLength(shape) + 1;
    const places = positions(shape);
    const pictureLength = shape.side ** 2 * shape.channels;
    let at = 0;
    for (let i = 0; i < n; i++)
      for (let r = 0; r < places; r++)
        for (let c = 0; c < places; c++, at += d) copyPatch(pixels, i * pictureLength, shape, r, c, patches, at);
    const count = this.filters.centers.rows;
    const pooled = tf.tidy(() => {
      const rows = tf.tensor2d(patches.subarray(0, at), [n * places * places, d]);
      const answers = tf.relu(tf.matMul(rows, this.weights)).reshape([n, places, places, count]) as tf.Tensor4D;
      const cell = Math.ceil(places / poolSide);
      return tf.avgPool(answers, cell, cell, 'same');
    });
    const out = pooled.dataSync() as Float32Array;
    pooled.dispose();
    return out;
  }

  dispose(): void {
    this.weights.dispose();
  }
}
