import type { encoding } from '#/db/schema/index.ts';
import type { SavedGeometry } from '#/ml/types.ts';
import type { BlobStore } from '#/server/blobs/store.ts';
import type { StoredGeometry } from '#/server/compute/types.ts';

/** What `encoding.geometry` holds: the manifest, and each array's blob. */
interface GeometryRecord {
  manifest: Record<string, unknown>;
  arrays: Record<string, { sha256: string; type: 'f32' | 'i32' }>;
}

/** Puts the arrays into the blob store. @returns the record for `encoding.geometry`. */
export async function storeGeometry(blobs: BlobStore, saved: SavedGeometry): Promise<Record<string, unknown>> {
  const arrays: GeometryRecord['arrays'] = {};
  for (const [name, array] of Object.entries(saved.arrays)) {
    const { sha256 } = await blobs.put(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    arrays[name] = { sha256, type: array instanceof Int32Array ? 'i32' : 'f32' };
  }
  return { manifest: saved.manifest, arrays } satisfies GeometryRecord;
}

/** Local paths of a stored geometry's arrays. The geometry has to exist: the encoding's job makes it. */
export async function locateGeometry(
  blobs: BlobStore,
  { id, geometry }: typeof encoding.$inferSelect,
): Promise<StoredGeometry> {
  if (!geometry) throw new Error(`encoding ${id} has no geometry yet`);
  const { manifest, arrays } = geometry as unknown as GeometryRecord;
  const located: StoredGeometry['arrays'] = {};
  for (const [name, { sha256, type }] of Object.entries(arrays))
    located[name] = { path: await blobs.path(sha256), type };
  const key = Object.values(arrays)
    .map((a) => a.sha256.slice(0, 16))
    .join('-');
  return { key, manifest, arrays: located };
}
