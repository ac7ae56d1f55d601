import type { SignalInfo } from '#/ml/types.ts';

export const signals: readonly SignalInfo[] = [
  { id: 'a', name: 'A', queue: null, threshold: 0.5 },
  { id: 'b', name: 'B', queue: null, threshold: 0.5 },
  { id: 'c', name: 'C', queue: null, threshold: 0.5 },
];
