import type { Signal } from '#/ml/signals/signal.ts';

/**
 * How much closer a picture lies to the likeliest other class than to its own: (1 + cos(zᵢ, mean of the rival) − cos(zᵢ,
 * mean of its own class without it)) / 2, on the encoder's features. It looks at features alone and asks nobody; it stands
 * in where no vision model is set up, and is no visual question. Of a captioned picture it is the share of captions drawn at
 * random that are more like those of similar pictures than its own (`ml/round/captions.ts`). Where a CLIP or SigLIP model has
 * compared the picture with the words of its label, the mean of this and of one minus that likeness; with its caption, that
 * alone.
 */
export const imageLabelConsistency: Signal = {
  id: 'image-label-consistency',
  name: 'Picture unlike its class',
  queue: {
    name: 'Picture unlike its class',
    description: 'Pictures whose features lie closer to another class than to their own.',
  },
  threshold: 0.5,
  ofCaptions: {
    name: 'Picture unlike its caption',
    description: 'Pictures whose caption is unlike those of similar pictures.',
  },
  needs: 'pictures',
  compute({ given, current, probabilities, classes, features, captionFit, likeness }) {
    if (captionFit) return captionFit.map((fit) => 1 - fit);
    const values = new Float32Array(given.length);
    if (!features) return values;
    const { z, cols } = features;
    // The last column is the constant.
    const dims = cols - 1;
    const sums = new Float64Array(classes * dims);
    const counts = new Int32Array(classes);
    for (let i = 0; i < given.length; i++) {
      if (current[i] < 0) continue;
      counts[current[i]]++;
      for (let d = 0; d < dims; d++) sums[current[i] * dims + d] += z[i * cols + d];
    }
    /** Cosine of row i and the mean of class c without row i; 0 for a class of which nothing is left. */
    const closeness = (i: number, c: number): number => {
      const within = current[i] === c ? 1 : 0;
      if (counts[c] - within <= 0) return 0;
      let product = 0;
      let length = 0;
      let own = 0;
      for (let d = 0; d < dims; d++) {
        const value = z[i * cols + d];
        const rest = sums[c * dims + d] - within * value;
        product += value * rest;
        length += rest * rest;
        own += value * value;
      }
      return length > 0 && own > 0 ? product / Math.sqrt(length * own) : 0;
    };
    for (let i = 0; i < given.length; i++) {
      if (given[i] < 0) continue;
      let rival = -1;
      for (let c = 0; c < classes; c++)
        if (c !== given[i] && (rival < 0 || probabilities[i * classes + c] > probabilities[i * classes + rival]))
          rival = c;
      if (rival < 0) continue;
      const unlike = Math.min(1, Math.max(0, (1 + closeness(i, rival) - closeness(i, given[i])) / 2));
      values[i] = likeness && likeness[i] >= 0 ? (unlike + 1 - likeness[i]) / 2 : unlike;
    }
    return values;
  },
};
