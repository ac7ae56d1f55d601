import { open } from 'node:fs/promises';
import { LRUCache } from 'lru-cache';
import { buildGeometry, type Geometry, loadGeometry, nearest, runRound, saveGeometry } from '#/ml/index.ts';
import type { Features, RoundInput, SavedGeometry } from '#/ml/types.ts';
import { encodeItems } from './encodeItems.ts';
import type { Nearest, ReportProgress, StoredGeometry } from './types.ts';

/** Geometries of recent datasets stay here: loading one takes longer than a round. */
const cacheBytes = 1.5 * 2 ** 30;
const geometries = new LRUCache<string, Geometry>({ maxSize: cacheBytes });

/** A file's bytes in memory that a round's threads share. */
async function readShared(path: string): Promise<SharedArrayBuffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    for (let at = 0; at < size; ) {
      const { bytesRead } = await file.read(bytes, at, Math.min(size - at, 2 ** 30), at);
      if (bytesRead === 0) throw new Error(`${path} ended early`);
      at += bytesRead;
    }
    return bytes.buffer;
  } finally {
    await file.close();
  }
}

async function geometryOf({ key, manifest, arrays }: StoredGeometry): Promise<Geometry> {
  const cached = geometries.get(key);
  if (cached) return cached;
  const loaded: SavedGeometry = { manifest, arrays: {} };
  let size = 1;
  for (const [name, { path, type }] of Object.entries(arrays)) {
    const own = await readShared(path);
    loaded.arrays[name] = type === 'i32' ? new Int32Array(own) : new Float32Array(own);
    size += own.byteLength;
  }
  const geometry = loadGeometry(loaded);
  geometries.set(key, geometry, { size: Math.min(size, cacheBytes) });
  return geometry;
}

function nearestOf(built: Geometry, samples: number, k: number): Nearest {
  const rows = new Int32Array(samples * k).fill(-1);
  const similarities = new Float32Array(samples * k);
  for (let row = 0; row < samples; row++) {
    nearest(built, row, k).forEach((found, i) => {
      rows[row * k + i] = found.row;
      similarities[row * k + i] = found.similarity;
    });
  }
  return { k, rows, similarities };
}

/** What a thread can be asked for. Arguments and results are data only: they travel between threads. */
export const tasks = {
  async round({ geometry, input }: { geometry: StoredGeometry; input: RoundInput }) {
    return runRound(await geometryOf(geometry), input);
  },
  /** Reads a geometry before a round asks for it. */
  async preload({ geometry }: { geometry: StoredGeometry }) {
    await geometryOf(geometry);
  },
  encode: encodeItems,
  async geometry(
    task: { features: Features; groups?: Int32Array; neighbors: number; seed: number },
    report: ReportProgress,
  ) {
    const { features, groups, neighbors, seed } = task;
    const start = performance.now();
    const built = await buildGeometry(features, { seed, groups }, report);
    const durations = { geometry: Math.round(performance.now() - start) };
    return { saved: saveGeometry(built), nearest: nearestOf(built, features.rows, neighbors), durations };
  },
} as const;
