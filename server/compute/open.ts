import { openThread } from './openThread.ts';
import type { Compute } from './types.ts';

/**
 * Two threads: one for rounds, one for encoding and geometry, so that a round never waits for an import. Tasks of the
 * same thread take turns.
 */
export function openCompute(): Compute {
  const rounds = openThread();
  const encoding = openThread();
  return {
    round: (task, report) => rounds.call('round', task, report),
    encode: (task, report) => encoding.call('encode', task, report),
    geometry: (task, report) => encoding.call('geometry', task, report),
    async close() {
      await Promise.all([rounds.close(), encoding.close()]);
    },
  };
}
