import { readFileSync } from 'node:fs';
import { needSharedFile, sharedFile } from '#/ml/data/folder.ts';

interface Checked {
  id: number;
  our_guessed_label: number;
  mturk: { given: number };
}

/** What people found wrong in public data: fewer than three of five votes for the given label. Null where it is absent. */
function foundWrong(of: 'mnist' | '20news'): Checked[] | null {
  const name = `label-errors/${of}_mturk.json`;
  if (!sharedFile(name)) return null;
  const checked = JSON.parse(readFileSync(needSharedFile(name), 'utf8')) as Checked[];
  return checked.filter(({ mturk }) => mturk.given < 3);
}

/** Rows of the labels that people found wrong, or null. */
export function validatedErrors(of: 'mnist' | '20news'): number[] | null {
  return foundWrong(of)?.map(({ id }) => id) ?? null;
}

/** Labels [N] with the class that was guessed instead wherever people found the published one wrong, or null. */
export function validatedTruth(of: 'mnist' | '20news', published: Int32Array): Int32Array | null {
  const wrong = foundWrong(of);
  if (!wrong) return null;
  const truth = published.slice();
  for (const { id, our_guessed_label } of wrong) truth[id] = our_guessed_label;
  return truth;
}
