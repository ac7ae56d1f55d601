import { availableParallelism } from 'node:os';
import { openThread } from './openThread.ts';
import type { Compute } from './types.ts';

/** Encodings and geometries at a time. More would need more memory than a laptop likes to give. */
const encodingThreads = Math.min(2, Math.max(1, availableParallelism()));

/**
 * One thread for rounds, so that a round never waits for an import, and up to two for encodings and geometries. Tasks
 * of the same thread take turns.
 */
export function openCompute(): Compute {
  const rounds = openThread();
  const encoding = Array.from({ length: encodingThreads }, openThread);
  const idlest = () => encoding.reduce((a, b) => (b.waiting() < a.waiting() ? b : a));
  return {
    round: (task, report) => rounds.call('round', task, report),
    preload: (task) => rounds.call('preload', task, () => {}),
    encode: (task, report) => idlest().call('encode', task, report),
    geometry: (task, report) => idlest().call('geometry', task, report),
    async close() {
      await Promise.all([rounds, ...encoding].map((thread) => thread.close()));
    },
  };
}
