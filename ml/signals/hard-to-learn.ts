import type { Signal } from '#/ml/signals/signal.ts';

/**
 * Difficulty: one minus the gap between the two likeliest classes. It looks at the content alone, not at the given label,
 * so it marks ambiguous samples rather than wrong labels, and it is never part of suspicion.
 */
export const hardToLearn: Signal = {
  id: 'hard-to-learn',
  name: 'Hard to learn',
  queue: { name: 'Hard to learn', description: 'Samples that the model finds hard to tell between two classes.' },
  threshold: 0.75,
  compute({ given, probabilities, classes }) {
    return Float32Array.from(given, (_, i) => {
      let first = 0;
      let second = 0;
      for (let c = i * classes; c < (i + 1) * classes; c++) {
        const p = probabilities[c];
        if (p > first) {
          second = first;
          first = p;
        } else if (p > second) second = p;
      }
      return Math.min(1, Math.max(0, 1 - (first - second)));
    });
  },
};
