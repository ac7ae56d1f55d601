import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBlobs } from './open.ts';
import type { BlobStore } from './store.ts';

let home: string;
let blobs: BlobStore;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'errata-blobs-'));
  blobs = await openBlobs({ home, blobUrl: undefined });
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('local blob store', () => {
  it('gives back what was put, under the sha-256 of the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 500 }), { maxLength: 5 }), async (chunks) => {
        const whole = Buffer.concat(chunks);
        const stored = await blobs.put(Readable.from(chunks.filter((c) => c.length)));
        expect(stored).toEqual({ sha256: createHash('sha256').update(whole).digest('hex'), bytes: whole.length });
        expect(Buffer.from(await blobs.bytes(stored.sha256)).equals(whole)).toBe(true);
        expect((await buffer(await blobs.read(stored.sha256))).equals(whole)).toBe(true);
        expect(await blobs.size(stored.sha256)).toBe(whole.length);
      }),
      { numRuns: 50 },
    );
  });

  it('reads a byte range', async () => {
    const { sha256 } = await blobs.put(Buffer.from('0123456789'));
    expect((await buffer(await blobs.read(sha256, { start: 2, end: 5 }))).toString()).toBe('234');
    expect((await buffer(await blobs.read(sha256, { start: 8, end: 99 }))).toString()).toBe('89');
  });

  it('leaves nothing behind when the source breaks off or is too large', async () => {
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('connection lost');
    }
    await expect(blobs.put(broken())).rejects.toThrow('connection lost');
    await expect(blobs.put(Buffer.alloc(11), 10)).rejects.toMatchObject({ code: 'too_large' });
    expect(await readdir(join(home, 'blobs', 'incoming'))).toEqual([]);
  });

  it('clears away what a killed process left half-written, but nothing recent', async () => {
    const incoming = join(home, 'blobs', 'incoming');
    await writeFile(join(incoming, 'old'), 'half');
    await writeFile(join(incoming, 'new'), 'half');
    const longAgo = new Date(Date.now() - 48 * 3600 * 1000);
    await utimes(join(incoming, 'old'), longAgo, longAgo);
    await openBlobs({ home, blobUrl: undefined });
    expect(await readdir(incoming)).toEqual(['new']);
    await rm(join(incoming, 'new'));
  });

  it('answers an unknown or malformed key with not_found', async () => {
    await expect(blobs.read('0'.repeat(64))).rejects.toMatchObject({ code: 'not_found' });
    await expect(blobs.bytes('../../etc/passwd')).rejects.toMatchObject({ code: 'not_found' });
  });
});
