import type { Signal } from '#/ml/signals/signal.ts';

/** Share of the nearest neighbours (of those with a label) whose current label is not this sample's given one. */
export const neighborsDisagree: Signal = {
  id: 'neighbors-disagree',
  name: 'Neighbours disagree',
  queue: { name: 'Neighbours disagree', description: 'Samples whose most similar samples carry another label.' },
  threshold: 0.8,
  compute({ given, current, neighbors, setOf }) {
    const { k, index } = neighbors;
    return Float32Array.from(given, (label, i) => {
      if (label < 0) return 0;
      let other = 0;
      let total = 0;
      for (let n = i * k; n < (i + 1) * k && index[n] >= 0; n++) {
        const at = index[n];
        if (current[at] < 0 || (setOf[i] >= 0 && setOf[at] === setOf[i])) continue;
        total++;
        if (current[at] !== label) other++;
      }
      return total === 0 ? 0 : other / total;
    });
  },
};
