import { type Sparse, SparseBuilder } from '../sparse.ts';
import { type GramReader, readGrams } from './grams.ts';
import { longestText, type TermCounts, type Vocabulary } from './vocabulary.ts';

/** Sublinear TF-IDF, one row per text in order, each of length 1 (or empty). [N × terms] */
export async function weighTexts(
  texts: Iterable<string> | AsyncIterable<string>,
  { column, weight }: Vocabulary,
  { frequency, least }: TermCounts,
  onText: (done: number) => void,
): Promise<Sparse> {
  const builder = new SparseBuilder();
  const count = new Int32Array(weight.length);
  const present: number[] = [];
  const see = (slot: number) => {
    const c = column[slot];
    if (c >= 0 && count[c]++ === 0) present.push(c);
  };
  const reader: GramReader = { word: see, pair: see, part: see, isRare: (slot) => frequency[slot] < least };
  let n = 0;
  for await (const text of texts) {
    present.length = 0;
    readGrams(text.slice(0, longestText), reader);
    let squares = 0;
    for (const c of present) squares += ((1 + Math.log(count[c])) * weight[c]) ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (const c of present) {
      builder.push(c, (1 + Math.log(count[c])) * weight[c] * scale);
      count[c] = 0;
    }
    builder.endRow();
    onText(++n);
  }
  return builder.build(weight.length);
}
