import type { Signal } from '#/ml/signals/signal.ts';

/** Share of a sample's near-duplicates (of those with a label) whose current label is not this sample's given one. */
export const nearDuplicatesDiffer: Signal = {
  id: 'near-duplicates-differ',
  name: 'Near-duplicates that differ',
  queue: {
    name: 'Near-duplicates that differ',
    description: 'Practically the same sample appears more than once, with different labels.',
  },
  threshold: 0.2,
  compute({ given, current, duplicates, classes }) {
    const tally = new Map<number, Int32Array>();
    for (let i = 0; i < given.length; i++) {
      const set = duplicates[i];
      if (set < 0 || current[i] < 0) continue;
      let counts = tally.get(set);
      if (!counts) {
        counts = new Int32Array(classes);
        tally.set(set, counts);
      }
      counts[current[i]]++;
    }
    return Float32Array.from(given, (label, i) => {
      const counts = duplicates[i] < 0 ? undefined : tally.get(duplicates[i]);
      if (label < 0 || !counts) return 0;
      let total = 0;
      for (const count of counts) total += count;
      let same = counts[label];
      // The sample is not its own duplicate.
      if (current[i] >= 0) {
        total--;
        if (current[i] === label) same--;
      }
      return total === 0 ? 0 : (total - same) / total;
    });
  },
};
