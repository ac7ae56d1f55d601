import { readFile } from 'node:fs/promises';
import type { MessagePort } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import { buildGeometry, type Geometry, loadGeometry, nearest, runRound, saveGeometry } from '#/ml/index.ts';
import type { Matrix, RoundInput, SavedGeometry } from '#/ml/types.ts';
import { ErrataError, type ErrataErrorCode, type Problem } from '#/server/domain/error.ts';
import { encodeItems } from './encodeItems.ts';
import type { EncodeItem, Nearest, ReportProgress, StoredGeometry } from './types.ts';

/** An error for people loses its class on the way between threads, so it travels as data. */
export type ThreadReply<T> =
  | { ok: true; value: T }
  | { ok: false; code: ErrataErrorCode; message: string; problems: Problem[] };

type Task<T> = T & { port: MessagePort };

/** Geometries of recent datasets stay here: loading one takes longer than a round. */
const cacheBytes = 1.5 * 2 ** 30;
const geometries = new LRUCache<string, Geometry>({ maxSize: cacheBytes });

async function answer<T>(port: MessagePort, work: (report: ReportProgress) => Promise<T>): Promise<ThreadReply<T>> {
  try {
    return { ok: true, value: await work((fraction, message) => port.postMessage([fraction, message])) };
  } catch (error) {
    if (error instanceof ErrataError)
      return { ok: false, code: error.code, message: error.message, problems: error.problems };
    throw error;
  } finally {
    port.close();
  }
}

const bytesOf = (array: Float32Array | Int32Array) => array.byteLength;

async function geometryOf({ key, manifest, arrays }: StoredGeometry): Promise<Geometry> {
  const cached = geometries.get(key);
  if (cached) return cached;
  const loaded: SavedGeometry = { manifest, arrays: {} };
  let size = 1;
  for (const [name, { path, type }] of Object.entries(arrays)) {
    const bytes = await readFile(path);
    // A small file's Buffer is a slice of a pool, at any offset; a typed array needs its own.
    const own = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const array = type === 'i32' ? new Int32Array(own) : new Float32Array(own);
    loaded.arrays[name] = array;
    size += bytesOf(array);
  }
  const geometry = loadGeometry(loaded);
  geometries.set(key, geometry, { size: Math.min(size, cacheBytes) });
  return geometry;
}

export async function round({ port, geometry, input }: Task<{ geometry: StoredGeometry; input: RoundInput }>) {
  return answer(port, async () => runRound(await geometryOf(geometry), input));
}

export async function encode({ port, ...task }: Task<{ encoder: string; items: EncodeItem[]; seed: number }>) {
  return answer(port, (report) => encodeItems(task, report));
}

export async function geometry({
  port,
  features,
  groups,
  neighbors,
  seed,
}: Task<{ features: Matrix; groups?: Int32Array; neighbors: number; seed: number }>) {
  return answer(port, async (report) => {
    const start = performance.now();
    const built = await buildGeometry(features, { seed, groups }, report);
    const durations = { geometry: Math.round(performance.now() - start) };
    return { saved: saveGeometry(built), nearest: nearestOf(built, features.rows, neighbors), durations };
  });
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
