/** Sums this far from 1 are taken for rounding. */
const farthestSum = 0.01;

/** What is wrong with the probabilities of one sample, as a sentence; null when nothing is. */
export function checkRow(values: ArrayLike<number>): string | null {
  let sum = 0;
  for (let c = 0; c < values.length; c++) {
    const p = values[c]!;
    if (!(p >= 0 && p <= 1 + 1e-6)) return `${Number.isNaN(p) ? 'A value' : p} is no probability.`;
    sum += p;
  }
  return Math.abs(sum - 1) > farthestSum ? `The probabilities sum to ${sum.toFixed(3)}; they must sum to 1.` : null;
}
