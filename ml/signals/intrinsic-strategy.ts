import { nearestAmong } from '#/ml/signals/nearest-among.ts';
import type { Signal } from '#/ml/signals/signal.ts';

/** Neighbours that a trusted sample casts doubt on. */
export const intrinsicNeighbors = 5;

/**
 * Intrinsic strategy (Noise in Relation Classification Dataset TACRED): positives that the out-of-sample model takes for
 * the negative class are trusted, since somebody saw a relation that is easily overlooked; their k nearest negatives are
 * doubted. Value: 0 where nothing casts doubt, else ½ to 1 by the largest cosine to a sample that does.
 */
export const intrinsicStrategy: Signal = {
  id: 'intrinsic-strategy',
  name: 'Near overlooked relations',
  queue: {
    name: 'Near overlooked relations',
    description: 'Samples without a relation that lie nearest to relations which the model overlooks.',
  },
  threshold: 0.5,
  needs: 'negativeClass',
  compute({ given, current, probabilities, classes, axes, negative }) {
    const values = new Float32Array(given.length);
    if (negative < 0) return values;
    const trusted: number[] = [];
    const negatives: number[] = [];
    for (let i = 0; i < given.length; i++) {
      if (current[i] === negative) {
        if (given[i] === negative) negatives.push(i);
      } else if (current[i] >= 0 && likeliest(probabilities, i, classes) === negative) trusted.push(i);
    }
    for (const { rows, cosines } of nearestAmong(axes, trusted, negatives, intrinsicNeighbors))
      rows.forEach((row, n) => {
        values[row] = Math.max(values[row], 0.5 + 0.5 * cosines[n]);
      });
    return values;
  },
};

function likeliest(probabilities: Float32Array, row: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c++)
    if (probabilities[row * classes + c] > probabilities[row * classes + best]) best = c;
  return best;
}
