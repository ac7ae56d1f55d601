import { wilson } from './interval.ts';
import type { Interval } from './views.ts';

const z = 1.959964;

/** Fewest answers that say anything about a bulk. */
const fewest = 5;

/**
 * How many of `samples` have to be answered singly, all alike, until the 95% interval of the share of wrong decisions
 * ends at `bound`. Drawn without replacement, so a small bulk needs few of it and never more than all.
 */
export function checksNeeded(samples: number, bound: number): number {
  const endless = (z * z * (1 - bound)) / bound;
  const needed = Math.ceil((endless * samples) / (samples - 1 + endless));
  return Math.min(samples, Math.max(fewest, needed));
}

/**
 * The share of a bulk's samples on which a single answer differs, with Wilson's 95% interval, from `answered` of them
 * drawn at random without replacement. The finite population makes each answer worth (N − 1)/(N − n) of an endless one's
 * (Cochran, “Sampling Techniques”, 1977, 2.6); with all answered nothing is left to estimate.
 */
export function errorShare(differed: number, answered: number, samples: number): Interval | null {
  if (answered === 0) return null;
  const share = differed / answered;
  if (answered >= samples) return { value: share, low: share, high: share };
  const worth = (samples - 1) / (samples - answered);
  const { low, high } = wilson(differed * worth, answered * worth);
  // What has been seen is certain, whatever the rest is like.
  return {
    value: share,
    low: Math.max(low, differed / samples),
    high: Math.min(high, 1 - (answered - differed) / samples),
  };
}
