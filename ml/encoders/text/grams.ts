import { characterKinds, highSurrogate, symbol, unspaced, wordPart } from './characters.ts';

/**
 * Terms hash into slots, each kind into a range of its own: there are ten times more pairs of words than words, and in
 * one table they would blur the words' counts. Sizes are powers of two.
 */
export const ranges = {
  word: { start: 0, size: 1 << 21 },
  pair: { start: 1 << 21, size: 1 << 22 },
  part: { start: (1 << 21) + (1 << 22), size: 1 << 20 },
} as const;
export const slots = ranges.part.start + ranges.part.size;

const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;
/** Keeps a pair of words, and a run of characters and a word with the same letters, apart. */
const pairSalt = 0x5bd1e995;
const runSalt = 0x27d4eb2f;
/** Longest stretch of one word that is read: base64 and other debris would fill the table. */
const longestWord = 40;

function slot(hash: number, { start, size }: { start: number; size: number }): number {
  let h = hash;
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 12;
  return start + ((h >>> 0) & (size - 1));
}

export interface GramReader {
  /** A whole term: a word, a symbol, a character n-gram of an unspaced script. */
  word(slot: number): void;
  /** Two words in a row, given with their own slots. */
  pair(slot: number, first: number, second: number): void;
  /** Is this word too rare to have a column? Then its character n-grams are read in its place. */
  isRare(slot: number): boolean;
  /** One character n-gram of a rare word, its boundaries included. */
  part(slot: number): void;
}

/**
 * Reads one text's terms: words of two or more characters, pairs of words in a row, single symbols, 1- to 3-grams of
 * scripts without spaces, and the 4-grams of the words that `reader` calls rare. Case is folded; nothing is allocated
 * per term.
 */
export function readGrams(text: string, reader: GramReader): void {
  const kinds = characterKinds();
  const lower = text.toLowerCase();
  const length = lower.length;
  let previous = -1;
  let at = 0;
  while (at < length) {
    const kind = kinds[lower.charCodeAt(at)];
    if (kind === wordPart) {
      const start = at;
      let hash = fnvOffset;
      while (at < length && kinds[lower.charCodeAt(at)] === wordPart) {
        hash = Math.imul(hash ^ lower.charCodeAt(at), fnvPrime);
        at++;
      }
      if (at - start < 2 || at - start > longestWord) {
        previous = -1;
        continue;
      }
      const word = slot(hash, ranges.word);
      if (reader.isRare(word)) readParts(lower, start, at, reader);
      reader.word(word);
      if (previous >= 0) reader.pair(slot(Math.imul(previous, pairSalt) ^ hash, ranges.pair), previous, word);
      previous = word;
    } else if (kind === unspaced) {
      const start = at;
      while (at < length && kinds[lower.charCodeAt(at)] === unspaced) at++;
      for (let i = start; i < at; i++) readRuns(lower, i, Math.min(at, i + 3), reader);
      previous = -1;
    } else if (kind === symbol || kind === highSurrogate) {
      const wide = kind === highSurrogate && at + 1 < length ? 2 : 1;
      readRuns(lower, at, at + wide, reader, wide);
      at += wide;
    } else at++;
  }
}

/** All n-grams that start at `start` and end by `end`, of at least `least` code units. */
function readRuns(text: string, start: number, end: number, reader: GramReader, least = 1): void {
  let hash = fnvOffset ^ runSalt;
  for (let i = start; i < end; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), fnvPrime);
    if (i - start + 1 >= least) reader.word(slot(hash, ranges.word));
  }
}

/** The 4-grams of `<word>`, the brackets standing for its boundaries. */
function readParts(text: string, start: number, end: number, reader: GramReader): void {
  for (let i = start - 1; i + 3 <= end; i++) {
    let hash = fnvOffset;
    for (let j = i; j < i + 4; j++) {
      const code = j < start ? 60 : j >= end ? 62 : text.charCodeAt(j);
      hash = Math.imul(hash ^ code, fnvPrime);
    }
    reader.part(slot(hash, ranges.part));
  }
}
