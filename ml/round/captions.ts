import type { Random } from '#/ml/algebra/random.ts';
import type { NeighborGraph } from '#/ml/geometry/geometry.types.ts';
import type { Captions } from '#/ml/types.ts';

/** Captions that every caption is compared with. */
const REFERENCES = 200;
const BINS = 20;

/** Words of captions as unit vectors weighted by rarity (TF-IDF). */
export function captionVectors(texts: readonly string[]): Pick<Captions, 'start' | 'term' | 'weight'> {
  const numbers = new Map<string, number>();
  const rows = texts.map((text) => {
    const counts = new Map<number, number>();
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    return counts;
  });
  const seen = new Float64Array(numbers.size);
  for (const counts of rows) for (const term of counts.keys()) seen[term]++;
  const start = new Int32Array(rows.length + 1);
  rows.forEach((counts, i) => {
    start[i + 1] = start[i] + counts.size;
  });
  const term = new Int32Array(start[rows.length]);
  const weight = new Float32Array(term.length);
  rows.forEach((counts, i) => {
    let at = start[i];
    let square = 0;
    for (const [number, count] of counts) {
      term[at] = number;
      weight[at] = count * Math.log(1 + rows.length / seen[number]);
      square += weight[at++] ** 2;
    }
    for (let n = start[i]; n < at; n++) weight[n] /= Math.sqrt(square);
  });
  return { start, term, weight };
}

/** Trials by which a word's share among neighbours is drawn to its share overall. */
const PRIOR = 10;

/**
 * The captions with each word weighted by what pictures have to do with it: the logarithm of how much likelier a picture's
 * neighbours are to be captioned with the word than any picture is, 0 where they are not. Turns of phrase that stand under any
 * picture fall away. Rows are of unit length again, or all 0.
 */
export function tellingWords(
  { start, term, weight }: Pick<Captions, 'start' | 'term' | 'weight'>,
  { index, k }: NeighborGraph,
): Float32Array {
  const rows = start.length - 1;
  const terms = term.reduce((most, t) => Math.max(most, t + 1), 0);
  const seen = new Float64Array(terms);
  for (const t of term) seen[t]++;
  const hits = new Float64Array(terms);
  const trials = new Float64Array(terms);
  const marked = new Int32Array(terms).fill(-1);
  for (let i = 0; i < rows; i++) {
    for (let n = start[i]; n < start[i + 1]; n++) marked[term[n]] = i;
    let near = 0;
    for (let j = i * k; j < (i + 1) * k && index[j] >= 0; j++) {
      near++;
      for (let n = start[index[j]]; n < start[index[j] + 1]; n++) if (marked[term[n]] === i) hits[term[n]]++;
    }
    for (let n = start[i]; n < start[i + 1]; n++) trials[term[n]] += near;
  }
  const telling = seen.map((count, t) => {
    const anywhere = count / rows;
    return Math.max(0, Math.log((hits[t] + PRIOR * anywhere) / (trials[t] + PRIOR) / anywhere));
  });
  const weighted = weight.map((w, n) => w * telling[term[n]]);
  for (let i = 0; i < rows; i++) {
    const row = weighted.subarray(start[i], start[i + 1]);
    const length = Math.sqrt(row.reduce((sum, w) => sum + w * w, 0));
    if (length > 0) for (let n = 0; n < row.length; n++) row[n] /= length;
  }
  return weighted;
}

/**
 * How well each caption fits its picture, [N] in [0,1]: the share of other captions, drawn at random, that are less like
 * the captions of the most similar pictures than its own is (ties half). ½ is no better than chance. A sample's own caption
 * is among nothing it is compared with.
 */
export function captionFit(captions: Captions, neighbors: NeighborGraph, random: Random): Float32Array {
  const { start, term } = captions;
  const weight = tellingWords(captions, neighbors);
  const rows = start.length - 1;
  const profile = new Float64Array(term.reduce((most, t) => Math.max(most, t + 1), 0));
  const likeness = (row: number): number => {
    let sum = 0;
    for (let n = start[row]; n < start[row + 1]; n++) sum += weight[n] * profile[term[n]];
    return sum;
  };
  const add = (row: number, share: number) => {
    for (let n = start[row]; n < start[row + 1]; n++) profile[term[n]] += share * weight[n];
  };
  const references = Int32Array.from({ length: Math.min(REFERENCES, rows) }, () => random.below(rows));
  return Float32Array.from({ length: rows }, (_, i) => {
    profile.fill(0);
    // In a small set the farther neighbours may show something else altogether.
    for (let n = i * neighbors.k; n < (i + 1) * neighbors.k && neighbors.index[n] >= 0; n++)
      add(neighbors.index[n], Math.max(0, neighbors.similarity[n]) ** 2);
    const own = likeness(i);
    let below = 0;
    let compared = 0;
    for (const other of references) {
      if (other === i) continue;
      const theirs = likeness(other);
      below += theirs < own ? 1 : theirs === own ? 0.5 : 0;
      compared++;
    }
    return compared === 0 ? 0.5 : below / compared;
  });
}

/**
 * p(the caption belongs to its picture), [N], from the fits alone: captions that belong to another picture fit evenly
 * between 0 and 1, so twice the share below ½ bounds how many there are, and what exceeds that even share in a bin belongs
 * (the local false discovery rate of Efron et al., 2001, with Storey's estimate of the share, 2002). Rising in the fit.
 */
export function probabilityOfMatch(fit: Float32Array): Float32Array {
  const bins = new Float64Array(BINS);
  const binOf = (value: number) => Math.min(BINS - 1, Math.floor(value * BINS));
  for (const value of fit) bins[binOf(value)]++;
  const below = fit.reduce((sum, value) => sum + (value < 0.5 ? 1 : value === 0.5 ? 0.5 : 0), 0);
  const mismatched = Math.min(1, (2 * below) / fit.length);
  let least = 1;
  const wrong = Array.from(bins, (count) => {
    // One more of each kind keeps an empty bin from deciding anything.
    const density = ((count + 1) / (fit.length + BINS)) * BINS;
    least = Math.min(least, mismatched / density);
    return least;
  });
  return fit.map((value) => 1 - wrong[binOf(value)]);
}
