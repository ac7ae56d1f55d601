import { digitPictures, haveDigits, readDigits } from '#/ml/data/digits.ts';
import { haveNews, readNews } from '#/ml/data/news.ts';
import { encodeImages, encodeTexts } from '#/ml/encoders/index.ts';
import type { Features, Matrix } from '#/ml/types.ts';
import { kept } from './kept.ts';

/** A data set with its truth and the features that are scored. */
export interface Setting {
  name: string;
  /** Whose shared noise vectors belong to it. */
  shared?: 'digits' | 'news';
  /** [N] classes that are right. */
  truth: Int32Array;
  /** [N] labels before anything is planted, where they are not all right. */
  published?: Int32Array;
  classes: number;
  features(): Promise<Features>;
}

/** The settings of the reference table, as far as their data is here. */
export function referenceSettings(): Setting[] {
  const list: Setting[] = [];
  if (haveDigits()) {
    const digits = readDigits();
    const own = { shared: 'digits', truth: digits.labels, classes: 10 } as const;
    const pixels: Matrix = { data: Float32Array.from(digits.pixels, (v) => v / 255), rows: digits.count, cols: 784 };
    list.push({ name: 'digits-pixels', ...own, features: async () => pixels });
    const patches = () => kept('patches', () => encodeImages(() => digitPictures(digits), { seed: 0 }));
    list.push({ name: 'digits-patches', ...own, features: patches });
  } else console.log('Skipped: the shared digits are absent.');
  if (haveNews()) {
    const { texts, labels } = readNews();
    const lsa = () => kept('lsa', () => encodeTexts(() => texts, { seed: 0 }));
    list.push({ name: 'news', shared: 'news', truth: labels, classes: 20, features: lsa });
  } else console.log('Skipped: the shared newsgroups are absent.');
  return list;
}
