/**
 * A random permutation of 0…n−1 that depends on the seed alone: the order in which the hidden audit draws samples.
 * @returns position of each row
 */
export function permutation(n: number, seed: number): Int32Array {
  const ranks = Int32Array.from({ length: n }, (_, i) => i);
  let state = (seed ^ 0x9e3779b9) >>> 0;
  // mulberry32
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = ranks[i]!;
    ranks[i] = ranks[j]!;
    ranks[j] = kept;
  }
  return ranks;
}
