import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ErrataError } from '#/server/domain/error.ts';
import { type Environment, EnvironmentError } from '#/server/environment.ts';
import { openLocalBlobs } from './local.ts';
import type { BlobStore } from './store.ts';

/**
 * Opens the store that BLOB_URL names: `file:///folder`, `s3://bucket/prefix`, or ERRATA_HOME/blobs without one.
 * @throws EnvironmentError when the URL names a store that this server cannot use
 */
export async function openBlobs(env: Pick<Environment, 'home' | 'blobUrl'>): Promise<BlobStore> {
  if (!env.blobUrl) return openLocalBlobs(join(env.home, 'blobs'));
  if (env.blobUrl.startsWith('s3://')) return openRemote(env.blobUrl, env.home);
  try {
    return await openLocalBlobs(fileURLToPath(env.blobUrl));
  } catch (error) {
    if (error instanceof ErrataError) throw error;
    throw new EnvironmentError(`BLOB_URL: ${env.blobUrl} cannot be used as a folder (${(error as Error).message}).`);
  }
}

async function openRemote(address: string, home: string): Promise<BlobStore> {
  // Loaded only where it is used: it is larger than all else that a start reads.
  const { openS3Blobs } = await import('./s3.ts');
  try {
    return await openS3Blobs(address, home);
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new EnvironmentError(
      `BLOB_URL: the bucket of ${address} cannot be reached (${reason}); endpoint, region and credentials come from AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
    );
  }
}
