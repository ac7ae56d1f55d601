/** Which of the next items a reader gets are audit draws, and which suspicious ones are shown as plainly as those. */
export interface ServePlan {
  /** Places (0-based) in the batch that the random permutation fills. */
  audit: number[];
  /** Places filled from the queue whose suggestion and reasons are withheld all the same. */
  plain: number[];
}

/** A whole number whose expectation is `x`: the fraction is drawn. */
function roundAtRandom(x: number, random: () => number): number {
  const whole = Math.floor(x);
  return whole + (random() < x - whole ? 1 : 0);
}

/**
 * Plans `count` items: an expected `share` of them are audit draws and, by default, equally many are plain, at places nobody can
 * foresee, so that neither place nor look tells an audit draw from a suspicious sample.
 * @param share of all items, in [0, 0.5]
 * @param anchoring share of plain ones where it is another; with none of them, what is plain is known to be an audit draw
 * @param random uniform in [0,1); every item has the same chance to be an audit draw.
 */
export function planServing(
  count: number,
  share: number,
  anchoring = share,
  random: () => number = Math.random,
): ServePlan {
  const places = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [places[i], places[j]] = [places[j]!, places[i]!];
  }
  const audit = Math.min(count, roundAtRandom(count * share, random));
  const plain = Math.min(count - audit, roundAtRandom(count * anchoring, random));
  const sorted = (from: number, to: number) => places.slice(from, to).sort((a, b) => a - b);
  return { audit: sorted(0, audit), plain: sorted(audit, audit + plain) };
}
