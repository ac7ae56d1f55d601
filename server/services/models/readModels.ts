import { readFile } from 'node:fs/promises';
import { badInput, type SourceFile } from '#/server/formats/source.ts';
import { readHead } from '#/server/formats/utf8.ts';
import { readNpyModel } from './readNpy.ts';
import { type Reading, type ReadModel, readTable } from './readTable.ts';
import { unpacked } from './unpacked.ts';

/** Bytes of a list of names at most. */
const NAMES_BYTES = 1 << 20;

/**
 * All models in some files. A JSON list of names among them says what the numbers in the others mean. What is wrong goes
 * to `reading.problems`.
 * @throws ErrataError bad_input for a file that cannot be read at all
 */
export async function readModels(files: readonly SourceFile[], reading: Reading): Promise<ReadModel[]> {
  const opened: Awaited<ReturnType<typeof unpacked>>[] = [];
  try {
    for (const file of files) opened.push(await unpacked(file));
    let numbered = reading.numbered;
    const data: SourceFile[] = [];
    for (const file of opened) {
      const names = await namesIn(file);
      if (names) numbered = names;
      else data.push(file);
    }
    if (data.length === 0) throw badInput({ message: 'No file holds predictions.' });
    const found: ReadModel[] = [];
    for (const file of data) {
      const isNpy = (await readHead(file.path, 6)).subarray(1, 6).toString('latin1') === 'NUMPY';
      found.push(...(await (isNpy ? readNpyModel : readTable)(file, { ...reading, numbered })));
    }
    return found;
  } finally {
    for (const file of opened) await file.done();
  }
}

/** The names in a JSON file that is a list of texts; null for any other file. */
async function namesIn(file: SourceFile): Promise<string[] | null> {
  const head = await readHead(file.path, NAMES_BYTES);
  if (!/^\s*\[\s*"/.test(head.toString('utf8', 0, 200)) || head.length >= NAMES_BYTES) return null;
  try {
    const value: unknown = JSON.parse(await readFile(file.path, 'utf8'));
    return Array.isArray(value) && value.every((v) => typeof v === 'string') ? value : null;
  } catch {
    return null;
  }
}
