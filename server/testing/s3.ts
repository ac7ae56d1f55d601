import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';

/** A real S3-compatible server with one bucket, `errata`, for the length of a test. Key and secret are both `S3RVER`. */
export async function testS3(): Promise<{
  endpoint: string;
  /** Makes an object look as if it had been written so long ago. */
  age: (key: string, milliseconds: number) => Promise<void>;
  close: () => Promise<void>;
}> {
  const directory = await mkdtemp(join(tmpdir(), 'errata-s3-'));
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    // It canonicalises addresses unlike Amazon, so it may not judge signatures; the key still has to be a known one.
    allowMismatchedSignatures: true,
    configureBuckets: [{ name: 'errata' }],
  });
  const { port } = await server.run();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    age: async (key, milliseconds) => {
      const then = new Date(Date.now() - milliseconds);
      await utimes(join(directory, 'errata', `${key}._S3rver_object`), then, then);
    },
    close: async () => {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
