import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { ErrataError } from '#/server/domain/error.ts';
import { noSuchBlob } from './place.ts';
import { type Bucket, headOf, objectOf, removalEnded, s3Collector } from './s3Collector.ts';
import { type BlobSource, spool } from './spool.ts';
import type { BlobStore } from './store.ts';
import { sweep } from './sweep.ts';

function missing(error: unknown): never {
  if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) throw noSuchBlob();
  throw error;
}

/** The answer to a HEAD has no text, so its number is told in words. */
function unreachable(error: unknown): never {
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  if (status === 404) throw new Error('there is no such bucket');
  if (status === 403) throw new Error('the credentials do not open it');
  throw error;
}

/** Endpoint, region and credentials come from the usual AWS variables, which the library reads itself. */
async function connect(): Promise<S3Client> {
  const options = {
    // Stores other than Amazon's rarely answer to bucket names as host names, and to newer checksums as trailers.
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  } as const;
  const client = new S3Client(options);
  const region = await client.config.region().catch(() => null);
  return region ? client : new S3Client({ ...options, region: 'us-east-1' });
}

/** Copies that nobody has asked for in this time are removed when the store is opened. */
const UNUSED_MS = 7 * 24 * 3600 * 1000;

/** An object this old is written anew when somebody puts its bytes, so that nobody takes it for unused. */
const STALE_MS = 24 * 3600 * 1000;

/**
 * Content-addressed store in a bucket of any S3-compatible server, at `prefix/ab/cd/abcd…`. An object appears whole or
 * not at all. Readers that need random access get a copy in `home/blob-cache`.
 * @param address `s3://bucket/prefix`
 * @throws Error when the bucket cannot be reached
 */
export async function openS3Blobs(address: string, home: string): Promise<BlobStore> {
  const { host: bucket, pathname } = new URL(address);
  const prefix = pathname.replace(/^\/+|\/+$/g, '');
  const client = await connect();
  await client.send(new HeadBucketCommand({ Bucket: bucket })).catch(unreachable);
  const [incoming, copies] = [join(home, 'blob-cache', 'incoming'), join(home, 'blob-cache', 'copies')];
  for (const folder of [incoming, copies]) {
    await mkdir(folder, { recursive: true });
    await sweep(folder, UNUSED_MS);
  }

  const place: Bucket = { client, bucket, prefix };
  const at = (sha256: string) => objectOf(place, sha256);
  async function size(sha256: string): Promise<number> {
    const found = await headOf(place, at(sha256));
    if (!found) throw noSuchBlob();
    return found.bytes;
  }
  /** Has the object there, and young, whoever removes old ones meanwhile. */
  async function ensure(sha256: string, bytes: number, body: () => Readable | string): Promise<void> {
    for (;;) {
      const there = await headOf(place, at(sha256));
      const same = there?.bytes === bytes;
      if (same && Date.now() - there.modified.getTime() < STALE_MS) return;
      await new Upload({ client, params: { ...at(sha256), Body: body() } }).done();
      if (!same) return;
      await removalEnded(place, sha256);
    }
  }
  async function get(sha256: string, Range?: string): Promise<Readable> {
    const { Body } = await client.send(new GetObjectCommand({ ...at(sha256), Range })).catch(missing);
    return Body as Readable;
  }

  return {
    size,
    read: async (sha256, range) => {
      if (!range) return get(sha256);
      if (range.start < 0 || range.start >= Math.min(range.end, await size(sha256)))
        throw new ErrataError('bad_input', 'The byte range lies outside of the file.');
      return get(sha256, `bytes=${range.start}-${range.end - 1}`);
    },
    bytes: async (sha256) => buffer(await get(sha256)),
    async put(source: BlobSource, limit?: number) {
      const { path, sha256, bytes } = await spool(incoming, source, limit);
      try {
        await ensure(sha256, bytes, () => (bytes ? createReadStream(path) : ''));
      } finally {
        await rm(path, { force: true });
      }
      return { sha256, bytes };
    },
    async path(sha256) {
      const { Key } = at(sha256);
      const copy = join(copies, sha256);
      const now = new Date();
      const kept = await utimes(copy, now, now).then(
        () => true,
        () => false,
      );
      if (kept) return copy;
      const fetched = await spool(incoming, await get(sha256));
      if (fetched.sha256 !== sha256) {
        await rm(fetched.path, { force: true });
        throw new Error(`The object ${Key} does not hold what its name says.`);
      }
      await rename(fetched.path, copy);
      return copy;
    },
    async delete(sha256) {
      await client.send(new DeleteObjectCommand(at(sha256)));
      await rm(join(copies, sha256), { force: true });
    },
    collector: s3Collector(place),
  };
}
