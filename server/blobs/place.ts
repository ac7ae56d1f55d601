import { ErrataError } from '#/server/domain/error.ts';

const SHA256 = /^[0-9a-f]{64}$/;

export const noSuchBlob = () => new ErrataError('not_found', 'There is no such file in the blob store.');

/**
 * Where a blob lies, below the root: ab/cd/abcd…. At most 65,536 shards keep folders small at millions of images.
 * @throws ErrataError not_found when the key is no sha-256
 */
export function placeOf(sha256: string): string {
  if (!SHA256.test(sha256)) throw noSuchBlob();
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}
