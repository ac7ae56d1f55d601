import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes the files of a folder that nobody has written for so long. Other processes may sweep or write at the same time. */
export async function sweep(folder: string, unusedMilliseconds: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > unusedMilliseconds) await rm(path, { force: true });
  }
}
