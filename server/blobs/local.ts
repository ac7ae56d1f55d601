import { createHash, randomUUID } from 'node:crypto';
import { closeSync, createReadStream, fdatasync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { ErrataError } from '#/server/domain/error.ts';
import type { BlobStore, StoredBlob } from './store.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** Folder of at most 65,536 shards: ab/cd/abcd…; keeps directories small at millions of images. */
function place(root: string, sha256: string): string {
  if (!SHA256.test(sha256)) throw new ErrataError('not_found', 'There is no such file in the blob store.');
  return join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

function missing(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    throw new ErrataError('not_found', 'There is no such file in the blob store.');
  throw error;
}

async function* chunksOf(source: Readable | AsyncIterable<Uint8Array> | Uint8Array): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) yield source;
  else yield* source as AsyncIterable<Uint8Array>;
}

const flushed = promisify(fdatasync);
const SMALL_BYTES = 1 << 16;

/** Half-written files this old belong to a process that was killed; no upload takes as long. */
const STRAY_MS = 24 * 3600 * 1000;

async function sweep(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    // Another process may sweep, or finish writing, at the same time.
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > STRAY_MS) await rm(path, { force: true });
  }
}

/**
 * Content-addressed store in a folder. A blob is written aside, flushed to disk and then renamed into place, so a crash
 * leaves either the whole blob or a stray file in `incoming`, never half a blob.
 */
export async function openLocalBlobs(root: string): Promise<BlobStore> {
  const incoming = join(root, 'incoming');
  await mkdir(incoming, { recursive: true });
  await sweep(incoming);

  /** Handing each step of a small file to another thread takes longer than the step; only the disk is waited for. */
  async function putSmall(bytes: Uint8Array, target: string): Promise<void> {
    const aside = join(incoming, randomUUID());
    try {
      const file = openSync(aside, 'wx');
      try {
        for (let at = 0; at < bytes.byteLength; ) at += writeSync(file, bytes, at);
        await flushed(file);
      } finally {
        closeSync(file);
      }
      mkdirSync(join(target, '..'), { recursive: true });
      renameSync(aside, target);
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  }

  async function put(source: Readable | AsyncIterable<Uint8Array> | Uint8Array, limit = Infinity): Promise<StoredBlob> {
    if (source instanceof Uint8Array && source.byteLength <= limit) {
      // The same bytes are stored once: imports of one data set in several versions share most of their pictures.
      const sha256 = createHash('sha256').update(source).digest('hex');
      const target = place(root, sha256);
      const stored = { sha256, bytes: source.byteLength };
      if (statSync(target, { throwIfNoEntry: false })?.size === stored.bytes) return stored;
      if (stored.bytes <= SMALL_BYTES) {
        await putSmall(source, target);
        return stored;
      }
    }
    const aside = join(incoming, randomUUID());
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      const file = await open(aside, 'wx');
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
      const sha256 = hash.digest('hex');
      const target = place(root, sha256);
      await mkdir(join(target, '..'), { recursive: true });
      await rename(aside, target);
      return { sha256, bytes };
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  }

  return {
    put,
    async read(sha256, range): Promise<Readable> {
      const path = place(root, sha256);
      const { size } = await stat(path).catch(missing);
      if (!range) return createReadStream(path);
      const end = Math.min(range.end, size);
      if (range.start < 0 || range.start >= end)
        throw new ErrataError('bad_input', 'The byte range lies outside of the file.');
      return createReadStream(path, { start: range.start, end: end - 1 });
    },
    bytes: async (sha256) => readFile(place(root, sha256)).catch(missing),
    size: async (sha256) => (await stat(place(root, sha256)).catch(missing)).size,
    async path(sha256) {
      const path = place(root, sha256);
      await stat(path).catch(missing);
      return path;
    },
    delete: async (sha256) => rm(place(root, sha256), { force: true }),
  };
}
