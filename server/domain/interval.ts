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

/** P(at most `hits` of `of`) at share p, summed from logarithms so that nothing underflows. */
function atMost(hits: number, of: number, p: number): number {
  if (p <= 0) return 1;
  if (p >= 1) return hits >= of ? 1 : 0;
  let log = of * Math.log1p(-p);
  let sum = Math.exp(log);
  for (let k = 0; k < hits; k++) {
    log += Math.log((of - k) / (k + 1)) + Math.log(p / (1 - p));
    sum += Math.exp(log);
  }
  return Math.min(1, sum);
}

/** The p at which a falling function crosses `level`. */
function crossing(f: (p: number) => number, level: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (f(middle) > level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Clopper and Pearson's 95% interval of a share: never too narrow, also for a few hits in a few dozen, where Wilson's
 * is. Takes time proportional to `hits`.
 */
export function exact(hits: number, of: number): Interval {
  if (of === 0) return { value: 0, low: 0, high: 1 };
  return {
    value: hits / of,
    low: hits === 0 ? 0 : crossing((p) => atMost(hits - 1, of, p), 0.975),
    high: hits === of ? 1 : crossing((p) => atMost(hits, of, p), 0.025),
  };
}
