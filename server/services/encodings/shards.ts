import type { encoding } from '#/db/schema/index.ts';
import { sharedZeros } from '#/ml/threads/shared-matrix.ts';
import type { Matrix } from '#/ml/types.ts';
import type { BlobStore } from '#/server/blobs/store.ts';

/** Rows per shard: 12 MB at 384 dimensions. */
export const shardRows = 8192;

/** Stores the features as float32 shards of `shardRows` rows. @returns their sha-256, in row order. */
export async function storeShards(blobs: BlobStore, { data, rows, cols }: Matrix): Promise<string[]> {
  const shards: string[] = [];
  for (let start = 0; start < rows; start += shardRows) {
    const part = data.subarray(start * cols, Math.min(rows, start + shardRows) * cols);
    const { sha256 } = await blobs.put(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    shards.push(sha256);
  }
  return shards;
}

/** Reads the features back, into memory that threads share. */
export async function readShards(
  blobs: BlobStore,
  stored: Pick<typeof encoding.$inferSelect, 'shards' | 'rows' | 'dims'>,
): Promise<Matrix> {
  const features = sharedZeros(stored.rows, stored.dims);
  const bytes = new Uint8Array(features.data.buffer);
  let at = 0;
  for (const sha256 of stored.shards) {
    const part = await blobs.bytes(sha256);
    bytes.set(part, at);
    at += part.byteLength;
  }
  if (at !== bytes.byteLength)
    throw new Error(`the shards of an encoding hold ${at} bytes, expected ${bytes.byteLength}`);
  return features;
}
