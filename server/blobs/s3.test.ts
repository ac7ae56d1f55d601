import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ListObjectsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { testS3 } from '#/server/testing/s3.ts';
import { openBlobs } from './open.ts';
import { s3Collector } from './s3Collector.ts';
import type { BlobStore } from './store.ts';

let home: string;
let s3: Awaited<ReturnType<typeof testS3>>;
let blobs: BlobStore;
const cached = (folder: string) => readdir(join(home, 'blob-cache', folder));

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'errata-blobs-'));
  s3 = await testS3();
  vi.stubEnv('AWS_ENDPOINT_URL', s3.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
  blobs = await openBlobs({ home, blobUrl: 's3://errata/a/team' });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await s3.close();
  await rm(home, { recursive: true, force: true });
});

describe('S3 blob store', () => {
  it.each([0, 1, 5000, 12_000_000])('gives back %i bytes, under their sha-256, and keeps nothing here', async (n) => {
    const whole = randomBytes(n);
    const chunks = [whole.subarray(0, n >> 1), whole.subarray(n >> 1)].filter((c) => c.length);
    const stored = await blobs.put(Readable.from(chunks));
    expect(stored).toEqual({ sha256: createHash('sha256').update(whole).digest('hex'), bytes: n });
    expect(await blobs.put(whole)).toEqual(stored);
    expect(whole.equals(await blobs.bytes(stored.sha256))).toBe(true);
    expect(whole.equals(await buffer(await blobs.read(stored.sha256)))).toBe(true);
    expect(await blobs.size(stored.sha256)).toBe(n);
    expect(await cached('incoming')).toEqual([]);
  });

  it('reads a byte range', async () => {
    const { sha256 } = await blobs.put(Buffer.from('0123456789'));
    expect((await buffer(await blobs.read(sha256, { start: 2, end: 5 }))).toString()).toBe('234');
    expect((await buffer(await blobs.read(sha256, { start: 8, end: 99 }))).toString()).toBe('89');
    await expect(blobs.read(sha256, { start: 10, end: 12 })).rejects.toMatchObject({ code: 'bad_input' });
  });

  it('hands out a local copy, once fetched, until nobody has used it for a week', async () => {
    const { sha256 } = await blobs.put(Buffer.from('to be mapped'));
    const path = await blobs.path(sha256);
    expect(await readFile(path, 'utf8')).toBe('to be mapped');
    expect(await blobs.path(sha256)).toBe(path);
    const longAgo = new Date(Date.now() - 8 * 24 * 3600 * 1000);
    await utimes(path, longAgo, longAgo);
    await openBlobs({ home, blobUrl: 's3://errata/a/team' });
    expect(await cached('copies')).toEqual([]);
    expect(await readFile(await blobs.path(sha256), 'utf8')).toBe('to be mapped');
  });

  it('leaves nothing behind when the source breaks off or is too large', async () => {
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('connection lost');
    }
    await expect(blobs.put(broken())).rejects.toThrow('connection lost');
    await expect(blobs.put(Buffer.alloc(11), 10)).rejects.toMatchObject({ code: 'too_large' });
    expect(await cached('incoming')).toEqual([]);
  });

  it('answers an unknown, malformed or deleted key with not_found', async () => {
    const { sha256 } = await blobs.put(Buffer.from('to be deleted'));
    await blobs.path(sha256);
    await blobs.delete(sha256);
    for (const key of [sha256, '0'.repeat(64), '../../etc/passwd'])
      for (const ask of [blobs.read, blobs.bytes, blobs.size, blobs.path])
        await expect(ask(key)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('keeps prefixes apart', async () => {
    const { sha256 } = await blobs.put(Buffer.from('ours'));
    const others = await openBlobs({ home, blobUrl: 's3://errata' });
    await expect(others.bytes(sha256)).rejects.toMatchObject({ code: 'not_found' });
  });

  describe('collection', () => {
    const week = 7 * 24 * 3600 * 1000;
    const keyOf = (sha256: string) => `a/team/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
    const old = async (bytes = randomBytes(30)) => {
      const { sha256 } = await blobs.put(bytes);
      await s3.age(keyOf(sha256), 2 * week);
      return sha256;
    };
    const since = () => new Date(Date.now() - week);
    const plain = () => new S3Client({ forcePathStyle: true, region: 'us-east-1' });
    const markOf = (sha256: string) => ({ Bucket: 'errata', Key: `a/team/removing/${sha256}` });
    const marks = async () => {
      const { Contents = [] } = await plain().send(
        new ListObjectsCommand({ Bucket: 'errata', Prefix: 'a/team/removing/' }),
      );
      return Contents.map((c) => c.Key);
    };
    const listed = async () => {
      const found = new Map<string, number>();
      for await (const { sha256, bytes } of blobs.collector.list(since())) found.set(sha256, bytes);
      return found;
    };

    it('finds what nobody has put for long, of this prefix alone, and takes it away', async () => {
      const [gone, young] = [await old(), (await blobs.put(randomBytes(30))).sha256];
      const others = await openBlobs({ home, blobUrl: 's3://errata' });
      const { sha256: theirs } = await others.put(randomBytes(30));
      await s3.age(`${theirs.slice(0, 2)}/${theirs.slice(2, 4)}/${theirs}`, 2 * week);
      const found = await listed();
      expect(found.get(gone)).toBe(30);
      expect([found.has(young), found.has(theirs)]).toEqual([false, false]);
      expect(await blobs.collector.remove(young, since())).toBe(false);
      expect(await blobs.collector.remove(gone, since())).toBe(true);
      await expect(blobs.size(gone)).rejects.toMatchObject({ code: 'not_found' });
      expect(await blobs.size(young)).toBe(30);
      expect(await blobs.collector.remove(gone, since())).toBe(false);
    });

    it('lists more than a page', async () => {
      const client = plain();
      const all = [await old(), await old(), await old(), await old(), await old()];
      const found = new Set<string>();
      const small = s3Collector({ client, bucket: 'errata', prefix: 'a/team' }, 2);
      for await (const { sha256 } of small.list(since())) found.add(sha256);
      expect(all.filter((sha256) => !found.has(sha256))).toEqual([]);
    });

    it('who stores the same bytes again has them, whenever the removal began', async () => {
      const bytes = randomBytes(30);
      const sha256 = await old(bytes);
      await blobs.put(bytes);
      expect((await listed()).has(sha256)).toBe(false);
      expect(await blobs.collector.remove(sha256, since())).toBe(false);
      for (let turn = 0; turn < 8; turn++) {
        await s3.age(keyOf(sha256), 2 * week);
        await Promise.all([blobs.collector.remove(sha256, since()), blobs.put(bytes)]);
        expect(bytes.equals(await blobs.bytes(sha256))).toBe(true);
      }
      expect(await marks()).toEqual([]);
    });

    it('the mark of a removal that was killed holds nobody up, and goes with its age', async () => {
      const bytes = randomBytes(30);
      const sha256 = await old(bytes);
      const mark = markOf(sha256);
      await plain().send(new PutObjectCommand({ ...mark, Body: 'being removed' }));
      await s3.age(mark.Key, 60_000);
      vi.useFakeTimers({ toFake: ['performance'] });
      try {
        // Whoever waits for a time to pass waits for good.
        await blobs.put(bytes);
      } finally {
        vi.useRealTimers();
      }
      expect(bytes.equals(await blobs.bytes(sha256))).toBe(true);
      await listed();
      expect(await marks()).toEqual([mark.Key]);
      await s3.age(mark.Key, 2 * week);
      await listed();
      expect(await marks()).toEqual([]);
    });

    it('a removal whose end is not known leaves its mark', async () => {
      const sha256 = await old();
      const client = plain();
      const send = client.send.bind(client);
      let refused = 0;
      client.send = ((command: { constructor: { name: string }; input: { Key?: string } }) => {
        const ours = command.constructor.name === 'DeleteObjectCommand' && !command.input.Key?.includes('removing');
        if (ours && refused++ === 0) return Promise.reject(new Error('the line went dead'));
        return send(command as never);
      }) as never;
      const collector = s3Collector({ client, bucket: 'errata', prefix: 'a/team' });
      await expect(collector.remove(sha256, since())).rejects.toThrow('the line went dead');
      expect(await marks()).toEqual([markOf(sha256).Key]);
      expect(await collector.remove(sha256, since())).toBe(true);
      expect(await marks()).toEqual([]);
    });
  });

  it('says at the start that a bucket cannot be reached', async () => {
    await expect(openBlobs({ home, blobUrl: 's3://elsewhere' })).rejects.toThrow(
      /^BLOB_URL: the bucket of s3:\/\/elsewhere cannot be reached \(there is no such bucket\)/,
    );
  });
});
