import type { StatsView } from '#/server/domain/views.ts';

interface Headline {
  first: number;
  found: number;
  remaining: number;
}

/**
 * The three figures at the top, as whole labels. They come from one estimator, where first = found + remaining; rounding
 * is done so that the figures on the screen add up as well.
 */
export function headline(estimate: NonNullable<StatsView['estimate']>): Headline {
  const found = Math.round(estimate.found);
  const remaining = Math.max(0, Math.round(estimate.remaining.value));
  return { first: found + remaining, found, remaining };
}

/** "one in every 3 decisions", from labels changed and decisions; null before the first. */
export function oneInEvery(changed: number, decisions: number): string | null {
  if (changed <= 0 || decisions <= 0) return null;
  const every = decisions / changed;
  if (every < 1.15) return 'nearly every decision';
  return `one in every ${every < 9.5 ? Number(every.toFixed(1)) : Math.round(every)} decisions`;
}

/**
 * How the changed labels came about: by people reading one by one, or by imported corrections and bulk decisions; and how
 * many of them were struck without another in their place.
 */
export function changedHow({
  changed,
  noClass,
  decisions,
  curve,
}: Pick<StatsView, 'changed' | 'noClass' | 'decisions' | 'curve'>): string {
  const all = changed + noClass;
  const read = Math.min(all, curve.points.at(-1)?.[1] ?? 0);
  const every = oneInEvery(read, decisions);
  if (all === 0) return 'none so far';
  const rest = [
    ...(all === read ? [] : [every ? `${all - read} by corrections or in bulk` : 'all by corrections or in bulk']),
    ...(noClass === 0 ? [] : [`${noClass} fit no class`]),
  ];
  return [every, ...rest].filter(Boolean).join('; ');
}
