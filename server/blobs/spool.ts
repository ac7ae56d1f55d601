import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { ErrataError } from '#/server/domain/error.ts';
import type { StoredBlob } from './store.ts';

export type BlobSource = Readable | AsyncIterable<Uint8Array> | Uint8Array;

async function* chunksOf(source: BlobSource): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) yield source;
  else yield* source as AsyncIterable<Uint8Array>;
}

/**
 * Writes a stream to a new file in `folder`, flushed to disk, and measures it on the way. The caller moves or removes the
 * file; after an error there is none.
 * @throws ErrataError too_large beyond `limit` bytes
 */
export async function spool(
  folder: string,
  source: BlobSource,
  limit = Infinity,
): Promise<StoredBlob & { path: string }> {
  const path = join(folder, randomUUID());
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const file = await open(path, 'wx');
    try {
      for await (const chunk of chunksOf(source)) {
        bytes += chunk.byteLength;
        if (bytes > limit)
          throw new ErrataError(
            'too_large',
            `The file is larger than the limit of ${limit.toLocaleString('en')} bytes.`,
          );
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      await file.datasync();
    } finally {
      await file.close();
    }
    return { path, sha256: hash.digest('hex'), bytes };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
