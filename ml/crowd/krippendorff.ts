import { byItem, type Ratings } from './ratings.ts';

export type Scale = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/**
 * Krippendorff's alpha (“Computing Krippendorff's Alpha-Reliability”, 2011): 1 − observed / expected disagreement over
 * all pairs of ratings of one item, for any number of raters and missing ratings. On the interval and ratio scales a
 * label is its number.
 * @returns NaN where no item has two ratings, 1 where only one label was ever given
 */
export function krippendorffAlpha(r: Ratings, scale: Scale = 'nominal'): number {
  return alphaOf(coincidences(r), scale);
}

/** [items][K] How often each label was given, for the items with at least two ratings. */
function countsPerItem(r: Ratings): number[][] {
  return byItem(r).flatMap((list) => {
    if (list.length < 2) return [];
    const counts = new Array<number>(r.classes).fill(0);
    for (const { label } of list) counts[label]! += 1;
    return [counts];
  });
}

const coincidences = (r: Ratings) => coincidenceMatrix(countsPerItem(r), r.classes);

/** [K][K] Pairs of labels within items, each item weighing as many as it has ratings. */
function coincidenceMatrix(items: readonly (readonly number[])[], classes: number): number[][] {
  const o = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const counts of items) {
    const m = counts.reduce((s, n) => s + n, 0);
    for (let c = 0; c < classes; c++)
      for (let k = 0; k < classes; k++) o[c]![k]! += (counts[c]! * (counts[k]! - (c === k ? 1 : 0))) / (m - 1);
  }
  return o;
}

function alphaOf(o: readonly (readonly number[])[], scale: Scale): number {
  const n = o.map((row) => row.reduce((s, v) => s + v, 0));
  const total = n.reduce((s, v) => s + v, 0);
  if (total === 0) return Number.NaN;
  const before = n.map((_, k) => n.slice(0, k).reduce((s, v) => s + v, 0));
  const distance = (c: number, k: number): number => {
    if (c === k) return 0;
    if (scale === 'nominal') return 1;
    if (scale === 'interval') return (c - k) ** 2;
    if (scale === 'ratio') return ((c - k) / (c + k)) ** 2;
    const [low, high] = c < k ? [c, k] : [k, c];
    return (before[high]! + n[high]! - before[low]! - (n[c]! + n[k]!) / 2) ** 2;
  };
  let observed = 0;
  let expected = 0;
  for (let c = 0; c < n.length; c++)
    for (let k = 0; k < n.length; k++) {
      const d = distance(c, k);
      observed += o[c]![k]! * d;
      expected += (n[c]! * n[k]! * d) / (total - 1);
    }
  return expected === 0 ? 1 : 1 - observed / expected;
}
