import { type GramReader, ranges, readGrams, slots } from './grams.ts';

/** A text's first characters that are read; what follows would only repeat its topic and cost memory. */
export const longestText = 200_000;

/** What is known of the hashed terms of a collection. */
export interface TermCounts {
  texts: number;
  /** Slot → number of texts that hold the term. */
  frequency: Int32Array;
  /** Words in fewer texts than this are rare: they have no column and are read through their parts. */
  least: number;
}

/** A term that is in one text only says nothing about the others; in small collections rarer terms have to do. */
function leastFrequency(texts: number): number {
  return texts < 100 ? 1 : texts < 1000 ? 2 : 3;
}

/**
 * Counts, for every slot, the texts that hold its term: words and pairs first, then the parts of the words that proved
 * rare. Reads the texts twice; memory does not grow with them.
 */
export async function countTerms(
  texts: () => Iterable<string> | AsyncIterable<string>,
  onText: (pass: number, done: number) => void,
): Promise<TermCounts> {
  const frequency = new Int32Array(slots);
  const last = new Int32Array(slots);
  let n = 0;
  const see = (slot: number) => {
    if (last[slot] === n) return;
    last[slot] = n;
    frequency[slot]++;
  };
  const skip = () => {};
  const whole: GramReader = { word: see, pair: see, part: skip, isRare: () => false };
  for await (const text of texts()) {
    n++;
    readGrams(text.slice(0, longestText), whole);
    onText(0, n);
  }
  const counted = n;
  const least = leastFrequency(counted);
  const parts: GramReader = { word: skip, pair: skip, part: see, isRare: (slot) => frequency[slot] < least };
  for await (const text of texts()) {
    n++;
    readGrams(text.slice(0, longestText), parts);
    onText(1, n - counted);
  }
  return { texts: counted, frequency, least };
}

export interface Vocabulary {
  /** Slot → column, −1 for terms that have none. */
  column: Int32Array;
  /** Weight per column: inverse document frequency times that of the kind of term. */
  weight: Float32Array;
  /** Of the columns so many, the first ones, are whole words. */
  words: number;
}

/** Lowest frequency (at least `least`) at which the terms of [start, start + size) are no more than `limit`. */
function cutOff(
  frequency: Int32Array,
  range: { start: number; size: number },
  least: number,
  most: number,
  limit: number,
) {
  const having = new Float64Array(most + 1);
  for (let slot = range.start; slot < range.start + range.size; slot++)
    if (frequency[slot] <= most) having[frequency[slot]]++;
  let lowest = most + 1;
  let kept = 0;
  while (lowest > least && kept + having[lowest - 1] <= limit) kept += having[--lowest];
  return { lowest, kept };
}

/**
 * What each kind of term weighs beside a word, and how much rarer it may be. On newsgroups the words alone already tell
 * the topic: pairs and parts at full weight cost .02 of average precision.
 */
const kinds = [
  { range: ranges.word, weight: 1, rarer: 1 },
  { range: ranges.part, weight: 0.25, rarer: 4 },
  { range: ranges.pair, weight: 0.25, rarer: 4 },
] as const;

/**
 * Which terms get a column: those in at least `least` texts and at most half of them, at most `limit`: words first, and
 * of each kind the most frequent. What is in more than half the texts is a stop word of this very collection, whatever
 * its language.
 */
export function chooseTerms({ frequency, texts, least }: TermCounts, limit: number): Vocabulary {
  const most = Math.max(2, Math.floor(texts / 2));
  const column = new Int32Array(slots).fill(-1);
  const weights: number[] = [];
  let words = 0;
  for (const { range, weight, rarer } of kinds) {
    const { lowest } = cutOff(frequency, range, least * rarer, most, limit - weights.length);
    for (let slot = range.start; slot < range.start + range.size; slot++) {
      const f = frequency[slot];
      if (f < lowest || f > most) continue;
      column[slot] = weights.length;
      weights.push((Math.log((1 + texts) / (1 + f)) + 1) * weight);
    }
    if (range === ranges.word) words = weights.length;
  }
  return { column, weight: Float32Array.from(weights), words };
}
