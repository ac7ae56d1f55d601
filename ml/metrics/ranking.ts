/** Rows in order of falling score; ties are handled by the callers. */
function falling(scores: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
}

/**
 * Average precision of ranking `positive` rows first by `scores` (high first); tied scores count as one step. NaN when
 * nothing is positive.
 */
export function averagePrecision(scores: ArrayLike<number>, positive: ArrayLike<number | boolean>): number {
  const order = falling(scores);
  let hits = 0;
  let sum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let here = 0;
    while (end < order.length && scores[order[end]] === scores[order[start]]) here += positive[order[end++]] ? 1 : 0;
    hits += here;
    sum += (here * hits) / end;
    start = end;
  }
  return hits === 0 ? Number.NaN : sum / hits;
}

/** Area under the ROC curve; ties count half. NaN unless both kinds occur. */
export function auroc(scores: ArrayLike<number>, positive: ArrayLike<number | boolean>): number {
  const order = falling(scores);
  let above = 0;
  let pairs = 0;
  let negatives = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let hits = 0;
    while (end < order.length && scores[order[end]] === scores[order[start]]) hits += positive[order[end++]] ? 1 : 0;
    const misses = end - start - hits;
    pairs += misses * (above + hits / 2);
    above += hits;
    negatives += misses;
    start = end;
  }
  return above === 0 || negatives === 0 ? Number.NaN : pairs / (above * negatives);
}
