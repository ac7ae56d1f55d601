import { seeded } from '#/ml/algebra/random.ts';
import { haveNews, readNews } from '#/ml/data/news.ts';
import { chooseTerms, countTerms } from '#/ml/encoders/text/vocabulary.ts';
import { weighTexts } from '#/ml/encoders/text/weigh.ts';
import { wordsOf } from '#/ml/encoders/text/words.ts';
import { leftOutSets } from '#/ml/round/left-out-sets.ts';
import { leaveOutWords } from '#/ml/round/word-expert.ts';

/**
 * What the word expert adds to a round: passages of the newsgroups in ten classes by chance, judged without themselves; the first
 * time, and after 50 labels have changed.
 *   npm run bench -- words [passages] [characters]
 */
const [count = '100000', length = '400'] = process.argv.slice(2);
const CLASSES = 10;

if (!haveNews()) console.log('Skipped: the shared newsgroups are absent.');
else {
  const passages: string[] = [];
  for (const text of readNews().texts)
    for (let at = 0; at < text.length && passages.length < Number(count); at += Number(length))
      passages.push(text.slice(at, at + Number(length)));
  const counts = await countTerms(
    () => passages,
    () => {},
  );
  const vocabulary = chooseTerms(counts, 1 << 16);
  const words = wordsOf(await weighTexts(passages, vocabulary, counts, () => {}), vocabulary.words);
  if (!words) throw new Error('There are too many words.');
  const rows = passages.length;
  const random = seeded(1);
  const target = Int32Array.from({ length: rows }, () => random.below(CLASSES));
  const alone = leftOutSets(new Int32Array(rows).fill(-1), undefined);
  const seconds: string[] = [];
  for (let round = 0; round < 6; round++) {
    const start = performance.now();
    leaveOutWords(words, target, CLASSES, alone);
    seconds.push(((performance.now() - start) / 1000).toFixed(3));
    for (let n = 0; n < 50; n++) target[random.below(rows)] = random.below(CLASSES);
  }
  console.log(`${rows.toLocaleString('en')} passages in ${CLASSES} classes, ${words.words.toLocaleString('en')} words, ${words.word.length.toLocaleString('en')} entries (${((8 * words.word.length) / 2 ** 20).toFixed(0)} MiB)
first round ${seconds[0]} s, then ${seconds.slice(1).join(', ')} s`);
}
