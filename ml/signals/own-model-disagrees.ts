import type { Signal } from '#/ml/signals/signal.ts';

/**
 * How much likelier the user's own model finds another class than the given one: the normalised margin of its predicted
 * probabilities, turned so that 1 is doubt (Northcutt et al., Confident Learning, 2021). 0 without such probabilities.
 * They should come from models that had not seen the sample, which nobody can check here: so the signal has a queue of
 * its own, and enters the combined order only as far as decisions prove it right.
 */
export const ownModelDisagrees: Signal = {
  id: 'own-model-disagrees',
  name: 'Model and label disagree',
  queue: {
    name: 'Model and label disagree',
    description: 'Samples for which your own model finds another label likelier.',
  },
  threshold: 0.5,
  needs: 'ownProbabilities',
  compute({ given, own, classes }) {
    return Float32Array.from(given, (label, i) => {
      if (label < 0 || !own) return 0;
      let rival = 0;
      for (let c = 0; c < classes; c++)
        if (c !== label && own.data[i * classes + c] > rival) rival = own.data[i * classes + c];
      return Math.min(1, Math.max(0, (1 + rival - own.data[i * classes + label]) / 2));
    });
  },
};
