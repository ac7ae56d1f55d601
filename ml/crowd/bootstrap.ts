import { seeded } from '#/ml/algebra/random.ts';

export interface Range {
  value: number;
  low: number;
  high: number;
}

/**
 * A statistic of items with its 95% interval by the percentile bootstrap: the items are drawn again with replacement.
 * @returns null where the statistic is no number
 */
export function bootstrap<T>(
  items: readonly T[],
  statistic: (drawn: readonly T[]) => number,
  { draws = 400, seed = 0 } = {},
): Range | null {
  const value = statistic(items);
  if (!Number.isFinite(value)) return null;
  const random = seeded(seed);
  const values: number[] = [];
  for (let d = 0; d < draws; d++) {
    const drawn = items.map(() => items[random.below(items.length)]!);
    const v = statistic(drawn);
    if (Number.isFinite(v)) values.push(v);
  }
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? value;
  return { value, low: Math.min(value, at(0.025)), high: Math.max(value, at(0.975)) };
}
