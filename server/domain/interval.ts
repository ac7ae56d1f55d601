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
