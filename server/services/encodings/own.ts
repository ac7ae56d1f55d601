import { readNpy } from '#/ml/npy.ts';
import type { Matrix } from '#/ml/types.ts';
import type { BlobStore } from '#/server/blobs/store.ts';
import { ErrataError } from '#/server/domain/error.ts';

/**
 * A stored `.npy` array of the user's own, [rows × columns], as float32.
 * @param what its name in sentences
 * @throws ErrataError bad_input when it is no matrix of finite numbers
 */
export async function readOwnMatrix(blobs: BlobStore, sha256: string, what: string): Promise<Matrix> {
  const refuse = (message: string) => new ErrataError('bad_input', `${what}: ${message}`, [{ file: what, message }]);
  let array: ReturnType<typeof readNpy>;
  try {
    array = readNpy(await blobs.bytes(sha256));
  } catch (error) {
    if (error instanceof RangeError) throw refuse(error.message);
    throw error;
  }
  const [rows, cols] = array.shape;
  if (array.shape.length !== 2 || !cols)
    throw refuse(`The array has the shape (${array.shape.join(', ')}); it must have two dimensions, rows and columns.`);
  const bad = array.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw refuse(`The value in row ${Math.floor(bad / cols)}, column ${bad % cols} (from 0) is not a finite number.`);
  return { data: array.data instanceof Float32Array ? array.data : Float32Array.from(array.data), rows: rows!, cols };
}

/** The user's own embeddings, [N × D]. @throws ErrataError bad_input */
export function readOwnEmbeddings(blobs: BlobStore, sha256: string): Promise<Matrix> {
  return readOwnMatrix(blobs, sha256, 'embeddings');
}
