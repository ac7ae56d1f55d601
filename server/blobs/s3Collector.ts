import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { placeOf } from './place.ts';
import type { BlobCollector } from './store.ts';

/** A removal that has not ended by then is given up. */
const removalMs = 3_000;
/** What it had sent by then has arrived. A mark that is older tells of nobody: whoever set it was killed. */
const markLastsMs = removalMs + 3_000;

export interface Bucket {
  client: S3Client;
  bucket: string;
  /** Without a slash at either end; may be empty. */
  prefix: string;
}

const keyOf = ({ prefix }: Bucket, rest: string) => (prefix ? `${prefix}/${rest}` : rest);
const marks = 'removing/';
const markOf = (at: Bucket, sha256: string) => ({ Bucket: at.bucket, Key: keyOf(at, `${marks}${sha256}`) });
export const objectOf = (at: Bucket, sha256: string) => ({ Bucket: at.bucket, Key: keyOf(at, placeOf(sha256)) });

/** When the object was last written and how large it is; null where there is none. */
export async function headOf({ client }: Bucket, object: { Bucket: string; Key: string }, abortSignal?: AbortSignal) {
  try {
    const { LastModified, ContentLength } = await client.send(new HeadObjectCommand(object), { abortSignal });
    return { modified: LastModified ?? new Date(), bytes: ContentLength ?? 0 };
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null;
    throw error;
  }
}

/**
 * Waits until nobody is taking that blob away. Called after an old object was written anew: what began before that and
 * did not see it is over then, and what begins later does see it.
 */
export async function removalEnded(at: Bucket, sha256: string): Promise<void> {
  const mark = await headOf(at, markOf(at, sha256));
  if (!mark) return;
  // By the store's own clock: the object is as young as the last writing of its bytes.
  const written = await headOf(at, objectOf(at, sha256));
  const age = written ? written.modified.getTime() - mark.modified.getTime() : 0;
  for (const end = performance.now() + markLastsMs - age; performance.now() < end; await sleep(200))
    if (!(await headOf(at, markOf(at, sha256)))) return;
}

/**
 * Finds and removes what nobody has put for long. S3 has no deletion that depends on an object's age, so a blob is marked
 * before it is looked at for the last time: who writes the same bytes meanwhile either did so before, and it stays, or
 * sees the mark, waits and writes them once more.
 * @param pageSize objects listed at a time, 1…1000
 */
export function s3Collector(at: Bucket, pageSize = 1000): BlobCollector {
  const { client, bucket } = at;
  return {
    async *list(before) {
      const start = keyOf(at, '');
      let last: string | undefined;
      // By the last key instead of a token, which not every store that calls itself compatible makes.
      let more = true;
      while (more) {
        const asked = { Bucket: bucket, Prefix: start, Marker: last, MaxKeys: pageSize };
        const page = await client.send(new ListObjectsCommand(asked));
        for (const { Key = '', LastModified, Size = 0 } of page.Contents ?? []) {
          if (Key.startsWith(keyOf(at, marks)) && LastModified && LastModified < before)
            await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
          const sha256 = /^[0-9a-f]{2}\/[0-9a-f]{2}\/([0-9a-f]{64})$/.exec(Key.slice(start.length))?.[1];
          if (sha256 && Key === keyOf(at, placeOf(sha256)) && LastModified && LastModified < before)
            yield { sha256, bytes: Size };
        }
        last = page.Contents?.at(-1)?.Key;
        more = page.IsTruncated === true && last !== undefined;
      }
    },
    async remove(sha256, before) {
      const mark = markOf(at, sha256);
      await client.send(new PutObjectCommand({ ...mark, Body: 'being removed' }));
      const abortSignal = AbortSignal.timeout(removalMs);
      // Without an answer the mark stays until it says nothing any more: what was sent may still arrive.
      try {
        const found = await headOf(at, objectOf(at, sha256), abortSignal);
        const unused = found !== null && found.modified < before;
        if (unused) await client.send(new DeleteObjectCommand(objectOf(at, sha256)), { abortSignal });
        await client.send(new DeleteObjectCommand(mark));
        return unused;
      } catch (error) {
        if (abortSignal.aborted) return false;
        throw error;
      }
    },
  };
}
