import type { Signal } from '#/ml/signals/signal.ts';

/**
 * Share of the questions about the picture whose answer does not fit the given label: one minus the consistency of VDC
 * (Zhu et al., Versatile Data Cleanser, 2024). 0 where nobody asked, or nothing usable was answered. Like a model of the
 * user's own it has a queue of its own, and enters the combined order only as far as decisions prove it right.
 */
export const visualQuestions: Signal = {
  id: 'visual-questions',
  name: 'Picture and label do not match',
  queue: {
    name: 'Picture and label do not match',
    description:
      'Asked about the picture, a vision model gives less than half of the answers that the label should get.',
  },
  // Just above the tie, which is not doubted.
  threshold: 0.501,
  needs: 'pictures',
  compute: ({ given, consistency }) =>
    Float32Array.from(given, (label, i) => {
      const share = consistency?.[i] ?? -1;
      return label < 0 || share < 0 ? 0 : 1 - share;
    }),
};
