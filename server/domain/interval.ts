import type { Interval } from './views.ts';

const z = 1.959964;

/** Wilson's 95% interval of a share. With `of` = 0: nothing is known, [0,1]. */
export function wilson(hits: number, of: number): Interval {
  if (of === 0) return { value: 0, low: 0, high: 1 };
  const p = hits / of;
  const centre = p + (z * z) / (2 * of);
  const half = z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  return { value: p, low: Math.max(0, (centre - half) / scale), high: Math.min(1, (centre + half) / scale) };
}

/**
 * The difference of two independent shares, one − other, with its 95% interval by Newcombe's hybrid of two Wilson
 * intervals (“Interval estimation for the difference between independent proportions”, 1998, method 10).
 * @returns in [−1,1]; [−1,1] as a whole where one of them was never counted
 */
export function shareDifference(one: { hits: number; of: number }, other: { hits: number; of: number }): Interval {
  if (one.of === 0 || other.of === 0) return { value: 0, low: -1, high: 1 };
  const [a, b] = [wilson(one.hits, one.of), wilson(other.hits, other.of)];
  const value = a.value - b.value;
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
  };
}
