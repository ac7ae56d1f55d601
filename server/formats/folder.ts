import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { limits } from './limits.ts';
import { badInput, type Source, type SourceFile } from './source.ts';
import { openTree } from './tree.ts';

/** Opens many files that were given with relative paths as their names. */
export function openFiles(files: SourceFile[], name = 'the folder'): Promise<Source> {
  if (files.length > limits.entries)
    throw badInput({
      file: name,
      message: `there are ${files.length.toLocaleString('en')} files; at most ${limits.entries.toLocaleString('en')} can be read.`,
    });
  const entries = files.map((file) => ({
    path: file.name
      .split(sep)
      .join('/')
      .replace(/^\.?\//, ''),
    bytes: () => readBounded(file),
    onDisk: async () => file,
  }));
  return openTree({ format: 'folder', name, entries, close: async () => {} });
}

async function readBounded(file: SourceFile): Promise<Uint8Array> {
  const { size } = await stat(file.path);
  if (size > limits.imageBytes)
    throw badInput({
      file: file.name,
      message: `the picture has ${Math.round(size / 1024 ** 2)} MB; at most ${limits.imageBytes / 1024 ** 2} MB can be read.`,
    });
  return readFile(file.path);
}

/** The files of a folder on this machine, named by their paths in it. @throws ErrataError `bad_input` when it is empty */
export async function filesOfFolder(path: string): Promise<SourceFile[]> {
  const found = await readdir(path, { recursive: true, withFileTypes: true });
  const files = found
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ name: relative(path, file), path: file }));
  if (files.length === 0) throw badInput({ file: basename(path), message: 'the folder is empty.' });
  return files;
}

/** Opens a folder on this machine. */
export async function openFolder(path: string): Promise<Source> {
  return openFiles(await filesOfFolder(path), basename(path));
}
