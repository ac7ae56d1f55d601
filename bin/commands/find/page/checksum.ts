import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { filesOfFolder } from '#/server/formats/index.ts';

/** SHA-256 of a file's bytes, in hexadecimal. */
async function fileChecksum(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/**
 * SHA-256 of a file; of a folder that of the lines `checksum  path` of its files, sorted, as
 * `sha256sum` prints them.
 */
export async function checksumOf(path: string): Promise<string> {
  if (!(await stat(path)).isDirectory()) return fileChecksum(path);
  const files = (await filesOfFolder(path)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${await fileChecksum(file.path)}  ${file.name}\n`);
  return hash.digest('hex');
}
