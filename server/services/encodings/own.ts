import type { Matrix } from '#/ml/types.ts';
import type { BlobStore } from '#/server/blobs/store.ts';
import { ErrataError } from '#/server/domain/error.ts';

export async function readOwnEmbeddings(_blobs: BlobStore, _sha256: string): Promise<Matrix> {
  throw new ErrataError('bad_input', 'Own embeddings are not read yet.');
}
