import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { openFiles, openFolder } from './folder.ts';
import { looksLikeImage, signatureOf } from './signature.ts';
import { badInput, type Source, type SourceFile } from './source.ts';
import { isTableName, openTables } from './tables.ts';
import { readHead } from './utf8.ts';
import { openZip } from './zip.ts';

export { filesOfFolder } from './folder.ts';
export { isRelationField, readRelation, relationShapeOf, sentencesAround } from './relation/index.ts';
export { guessRoles } from './roles.ts';
export type { Source, SourceFile, SourceRecord } from './source.ts';
export { problemSentence } from './source.ts';

/**
 * Opens an input: one file, several files with relative paths as names, or the path of a file or folder.
 * @throws ErrataError `bad_input` with file and line when it cannot be read at all
 */
export async function openSource(input: SourceFile[] | string): Promise<Source> {
  if (typeof input === 'string') {
    const found = await stat(input).catch(() => null);
    if (!found) throw badInput({ file: input, message: 'there is no such file or folder.' });
    return found.isDirectory() ? openFolder(input) : openSource([{ name: basename(input), path: input }]);
  }
  if (input.length === 0) throw badInput({ message: 'No file was given.' });
  if (input.length > 1) return openFiles(input);
  const file = input[0]!;
  const head = await readHead(file.path, 4096);
  const signature = signatureOf(head);
  if (/\.zip$/i.test(file.name) || signature === 'an empty ZIP file') return openZip(file);
  if (signature === 'a ZIP or Office file') {
    if (/\.(xlsx|docx|ods|odt|pptx)$/i.test(file.name))
      throw badInput({ file: file.name, message: 'Office files cannot be read; export the sheet as CSV (UTF-8).' });
    if (!isTableName(file.name)) return openZip(file);
  }
  if (looksLikeImage(head) && !isTableName(file.name))
    throw badInput({
      file: file.name,
      message: 'one picture is no dataset; give a folder or ZIP with a folder per class.',
    });
  return openTables([file]);
}
