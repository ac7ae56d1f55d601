import { haveNews, readNews } from '#/ml/data/news.ts';
import { encodeTexts } from '#/ml/encoders/index.ts';
import { kept } from './kept.ts';
import { validatedTruth } from './natural.ts';
import type { Setting } from './settings.ts';

/** The test part of the newsgroups comes last: people looked at the labels of its 7,532 texts that models doubt. */
const TEST_ROWS = 7_532;

/**
 * The test part twice, with the same noise planted: by its published labels, and by what people found of them. The second
 * counts an error in the published labels as one, the first as a false alarm.
 */
export function checkedNews(): Setting[] {
  if (!haveNews()) return [];
  const { texts, labels } = readNews();
  const published = labels.slice(-TEST_ROWS);
  const validated = validatedTruth('20news', published);
  if (!validated) return [];
  const features = () => kept('lsa-test', () => encodeTexts(() => texts.slice(-TEST_ROWS), { seed: 0 }));
  return [
    { name: 'test part, published', truth: published, classes: 20, features },
    { name: 'test part, validated', truth: validated, published, classes: 20, features },
  ];
}
