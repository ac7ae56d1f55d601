import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  fdatasync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { ErrataError } from '#/server/domain/error.ts';
import { localCollector, restoreAside } from './collector.ts';
import { noSuchBlob, placeOf } from './place.ts';
import { type BlobSource, spool } from './spool.ts';
import type { BlobStore, StoredBlob } from './store.ts';
import { sweep } from './sweep.ts';

/** Whoever stores what is there already says that it is in use from now on. @returns false when it was just taken away */
function touch(path: string): boolean {
  const now = new Date();
  try {
    utimesSync(path, now, now);
    return true;
  } catch {
    return false;
  }
}

function missing(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw noSuchBlob();
  throw error;
}

const flushed = promisify(fdatasync);
const SMALL_BYTES = 1 << 16;

/** Half-written files this old belong to a process that was killed; no upload takes as long. */
const STRAY_MS = 24 * 3600 * 1000;

/**
 * Content-addressed store in a folder. A blob is written aside, flushed to disk and then renamed into place, so a crash
 * leaves either the whole blob or a stray file in `incoming`, never half a blob.
 */
export async function openLocalBlobs(root: string): Promise<BlobStore> {
  const incoming = join(root, 'incoming');
  await mkdir(incoming, { recursive: true });
  await restoreAside(root);
  await sweep(incoming, STRAY_MS);
  const place = (sha256: string) => join(root, placeOf(sha256));

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

  async function put(source: BlobSource, limit = Infinity): Promise<StoredBlob> {
    if (source instanceof Uint8Array && source.byteLength <= limit) {
      // The same bytes are stored once: imports of one data set in several versions share most of their pictures.
      const sha256 = createHash('sha256').update(source).digest('hex');
      const target = place(sha256);
      const stored = { sha256, bytes: source.byteLength };
      if (statSync(target, { throwIfNoEntry: false })?.size === stored.bytes && touch(target)) return stored;
      if (stored.bytes <= SMALL_BYTES) {
        await putSmall(source, target);
        return stored;
      }
    }
    const { path, sha256, bytes } = await spool(incoming, source, limit);
    try {
      const target = place(sha256);
      await mkdir(join(target, '..'), { recursive: true });
      await rename(path, target);
      return { sha256, bytes };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  return {
    put,
    async read(sha256, range): Promise<Readable> {
      const path = place(sha256);
      const { size } = await stat(path).catch(missing);
      if (!range) return createReadStream(path);
      const end = Math.min(range.end, size);
      if (range.start < 0 || range.start >= end)
        throw new ErrataError('bad_input', 'The byte range lies outside of the file.');
      return createReadStream(path, { start: range.start, end: end - 1 });
    },
    bytes: async (sha256) => readFile(place(sha256)).catch(missing),
    size: async (sha256) => (await stat(place(sha256)).catch(missing)).size,
    async path(sha256) {
      const path = place(sha256);
      await stat(path).catch(missing);
      return path;
    },
    delete: async (sha256) => rm(place(sha256), { force: true }),
    collector: localCollector(root),
  };
}
