const Z = 1.959964;

/** Wilson's interval of a share of `count` answers at 95%. */
function wilson(share: number, count: number): [low: number, high: number] {
  const centre = (share + Z ** 2 / (2 * count)) / (1 + Z ** 2 / count);
  const half = (Z / (1 + Z ** 2 / count)) * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2));
  return [centre - half, centre + half];
}

/**
 * How far off the odds "wrong : right" of one hundred may be, as a factor: beside chance, an interval has to allow for
 * what the model cannot know about itself. Chosen by `npm run bench -- quality` so that most hundreds lie inside.
 */
export const ODDS_FACTOR = 3.5;

/** A doubt in [0,1] with its odds times `factor`. */
function shifted(doubt: number, factor: number): number {
  return (doubt * factor) / (1 - doubt + doubt * factor);
}

/**
 * Of a queue's next hundreds, in `order`, the share whose realised hits lie within the 95% interval around the expected
 * ones, the mean of 1 − p(given), to the whole hit: what a queue promises its readers. The interval is Wilson's around
 * the means with the odds of each row divided and multiplied by `ODDS_FACTOR`. `wrong` is 1 where the given label is wrong. NaN
 * for fewer than `size` rows.
 */
export function expectedHits(pGiven: Float32Array, wrong: ArrayLike<number>, order: number[], size = 100): number {
  let inside = 0;
  let windows = 0;
  for (let start = 0; start + size <= order.length; start += size) {
    let least = 0;
    let most = 0;
    let hits = 0;
    for (const row of order.slice(start, start + size)) {
      least += shifted(1 - pGiven[row], 1 / ODDS_FACTOR);
      most += shifted(1 - pGiven[row], ODDS_FACTOR);
      hits += wrong[row];
    }
    const [low] = wilson(least / size, size);
    const [, high] = wilson(most / size, size);
    windows++;
    if (hits >= Math.round(low * size) && hits <= Math.round(high * size)) inside++;
  }
  return inside / windows;
}
