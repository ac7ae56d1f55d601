const Z = 1.959964;

/** Wilson's interval of a share of `count` answers at 95%. */
function wilson(share: number, count: number): [low: number, high: number] {
  const centre = (share + Z ** 2 / (2 * count)) / (1 + Z ** 2 / count);
  const half = (Z / (1 + Z ** 2 / count)) * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2));
  return [centre - half, centre + half];
}

/**
 * Of a queue's next hundreds, in `order`, the share whose realised hits lie within the 95% interval around the expected
 * ones, the mean of 1 − p(given), to the whole hit: what a queue promises its readers. `wrong` is 1 where the given label is wrong. NaN
 * for fewer than `size` rows.
 */
export function expectedHits(pGiven: Float32Array, wrong: ArrayLike<number>, order: number[], size = 100): number {
  let inside = 0;
  let windows = 0;
  for (let start = 0; start + size <= order.length; start += size) {
    let expected = 0;
    let hits = 0;
    for (const row of order.slice(start, start + size)) {
      expected += 1 - pGiven[row];
      hits += wrong[row];
    }
    const [low, high] = wilson(expected / size, size);
    windows++;
    if (hits >= Math.round(low * size) && hits <= Math.round(high * size)) inside++;
  }
  return inside / windows;
}
