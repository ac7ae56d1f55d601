import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ErrataError } from '#/server/domain/error.ts';
import { type Environment, EnvironmentError } from '#/server/environment.ts';
import { openLocalBlobs } from './local.ts';
import type { BlobStore } from './store.ts';

/**
 * Opens the store that BLOB_URL names: `file:///folder`, or ERRATA_HOME/blobs without one.
 * @throws EnvironmentError when the URL names a store that this server cannot use
 */
export async function openBlobs(env: Pick<Environment, 'home' | 'blobUrl'>): Promise<BlobStore> {
  if (!env.blobUrl) return openLocalBlobs(join(env.home, 'blobs'));
  if (env.blobUrl.startsWith('s3://'))
    throw new EnvironmentError(
      'BLOB_URL: s3:// is not supported by this version; use file:///a/folder/all/processes/share.',
    );
  try {
    return await openLocalBlobs(fileURLToPath(env.blobUrl));
  } catch (error) {
    if (error instanceof ErrataError) throw error;
    throw new EnvironmentError(`BLOB_URL: ${env.blobUrl} cannot be used as a folder (${(error as Error).message}).`);
  }
}
