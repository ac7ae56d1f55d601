import { readyBackend } from '#/ml/backend.ts';
import type { Features, Progress } from '#/ml/types.ts';
import { leadingSpace, normalizeRows } from '../decompose.ts';
import { chooseTerms, countTerms } from './vocabulary.ts';
import { weighTexts } from './weigh.ts';
import { wordsOf } from './words.ts';

export interface TextOptions {
  /**
   * Columns of the result at most; 384 to 1,024 by the number of texts unless said. Fewer where there are fewer texts or
   * terms.
   */
  dims?: number;
  seed: number;
}

/** Columns of the sparse matrix at most. The dense block beside it then takes 100 MB at 384 dimensions, 270 MB at 1,024. */
const mostTerms = 1 << 16;
/**
 * Steps of the search for the leading directions. From so many columns on one is enough: with fewer, the last ones come out
 * blurred, and on mails that cost .003 of average precision (`docs/adr/text-columns.md`).
 */
const stepsFor = (dims: number): number => (dims >= 1000 ? 1 : 2);

/**
 * Columns unless said: what tells one thread of mails from the next lies far down the spectrum, so the more texts there
 * are the more columns, as long as the whole stays below 20 million numbers (`docs/adr/text-columns.md`).
 */
export function usualDims(texts: number): number {
  return Math.floor(Math.max(384, Math.min(1024, 8 * Math.sqrt(texts), 20e6 / Math.max(1, texts))));
}

/** Progress is told every this many texts. */
const every = 500;

/**
 * Latent semantic analysis, learned on these very texts: words, pairs of words and parts of rare words are hashed,
 * weighed by sublinear TF-IDF and compressed by a randomised singular value decomposition. `texts` is called three
 * times and has to give the same texts in the same order. Deterministic for a seed (on one backend).
 *
 * @returns [N × d] with rows of length 1, d ≤ `dims`; a text without any known term is a row of zeros. With them the texts' words, unless they are too many
 */
export async function encodeTexts(
  texts: () => Iterable<string> | AsyncIterable<string>,
  options: TextOptions,
  progress: Progress = () => {},
): Promise<Features> {
  await readyBackend();
  const counts = await countTerms(texts, (pass, done) => {
    if (done % every === 0) progress(pass === 0 ? 0.05 : 0.15, `Read ${done.toLocaleString('en')} texts.`);
  });
  const vocabulary = chooseTerms(counts, mostTerms);
  const weighed = await weighTexts(texts(), vocabulary, counts, (done) => {
    if (done % every === 0) progress(0.2 + (0.2 * done) / counts.texts, `Weighed ${done.toLocaleString('en')} texts.`);
  });
  const dims = Math.min(options.dims ?? usualDims(counts.texts), weighed.rows - 1, weighed.cols);
  if (dims < 1) return { data: new Float32Array(weighed.rows), rows: weighed.rows, cols: 1 };
  const space = leadingSpace(weighed, dims, options.seed, stepsFor(dims), (fraction) =>
    progress(0.4 + 0.6 * fraction, `Compressing ${weighed.cols.toLocaleString('en')} terms to ${dims} columns.`),
  );
  normalizeRows(space);
  return { ...space, words: wordsOf(weighed, vocabulary.words) };
}
