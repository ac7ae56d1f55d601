import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { badInput, type SourceFile } from '#/server/formats/source.ts';
import { readHead } from '#/server/formats/utf8.ts';

/** Bytes that a compressed file may unpack to: 4 GiB. */
const UNPACKED_BYTES = 4 * 1024 ** 3;

/** The file itself, or its contents in a temporary folder where it is compressed with gzip; `done` removes that. */
export async function unpacked(file: SourceFile): Promise<SourceFile & { done: () => Promise<void> }> {
  const head = await readHead(file.path, 2);
  if (head[0] !== 0x1f || head[1] !== 0x8b) return { ...file, done: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'errata-unpacked-'));
  const done = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'file');
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _, next) {
      bytes += chunk.length;
      next(
        bytes > UNPACKED_BYTES ? badInput({ file: file.name, message: 'it unpacks to more than 4 GiB.' }) : null,
        chunk,
      );
    },
  });
  try {
    await pipeline(createReadStream(file.path), createGunzip(), limit, createWriteStream(path));
  } catch (error) {
    await done();
    if ((error as { code?: string }).code?.startsWith('Z_'))
      throw badInput({ file: file.name, message: 'the gzip file is damaged or was cut off.' });
    throw error;
  }
  return { name: file.name.replace(/\.gz$/i, ''), path, done };
}
