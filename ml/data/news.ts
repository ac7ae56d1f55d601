import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { needSharedFile, sharedFile } from './folder.ts';

const files = ['20news/20news_train_texts.jsonl.gz', '20news/20news_test_texts.jsonl.gz'];

export const haveNews = (): boolean => files.every((file) => sharedFile(file) !== null);

export interface News {
  texts: string[];
  /** [N] true classes 0–19. */
  labels: Int32Array;
}

/** The 18,846 texts of 20 newsgroups, training part first, or the first `count` of them. */
export function readNews(count = Number.POSITIVE_INFINITY): News {
  const texts: string[] = [];
  const labels: number[] = [];
  for (const file of files)
    for (const line of gunzipSync(readFileSync(needSharedFile(file)))
      .toString('utf8')
      .split('\n')) {
      if (line === '' || texts.length >= count) continue;
      const { text, label } = JSON.parse(line) as { text: string; label: number };
      texts.push(text);
      labels.push(label);
    }
  return { texts, labels: Int32Array.from(labels) };
}
