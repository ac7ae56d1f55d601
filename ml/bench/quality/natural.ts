import { readFileSync } from 'node:fs';
import { needSharedFile, sharedFile } from '#/ml/data/folder.ts';

interface Checked {
  id: number;
  mturk: { given: number };
}

/** Rows of the labels that people found wrong in public data (fewer than three votes for the given one), or null. */
export function validatedErrors(of: 'mnist' | '20news'): number[] | null {
  const name = `label-errors/${of}_mturk.json`;
  if (!sharedFile(name)) return null;
  const checked = JSON.parse(readFileSync(needSharedFile(name), 'utf8')) as Checked[];
  return checked.filter(({ mturk }) => mturk.given < 3).map(({ id }) => id);
}
