import type { Signal } from '#/ml/signals/signal.ts';

/** How likely the model finds the given label wrong, having learned from everything but this sample. */
export const modelDisagrees: Signal = {
  id: 'model-disagrees',
  name: 'Model disagrees',
  queue: null,
  threshold: 0.5,
  compute: ({ given, pGiven }) => pGiven.map((p, i) => (given[i] < 0 ? 0 : Math.min(1, Math.max(0, 1 - p)))),
};
