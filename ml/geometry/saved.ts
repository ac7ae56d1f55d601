import type { Geometry, RidgeBasis } from '#/ml/geometry/geometry.types.ts';
import type { SavedGeometry, WordRows } from '#/ml/types.ts';

const VERSION = 1;

interface BasisManifest {
  cols: number;
  diagonal: number[];
  off: number[] | null;
  unit: number;
}

interface Manifest {
  version: number;
  rows: number;
  seed: number;
  neighbors: { k: number; recall: number };
  linear: BasisManifest;
  kernel: BasisManifest | null;
  /** How many words there are; absent without words. */
  words?: number;
}

function describe(basis: RidgeBasis): BasisManifest {
  return { cols: basis.cols, diagonal: [...basis.diagonal], off: basis.off && [...basis.off], unit: basis.unit };
}

function restore(saved: BasisManifest, z: Float32Array | Int32Array | undefined, rows: number): RidgeBasis {
  if (!(z instanceof Float32Array) || z.length !== rows * saved.cols)
    throw new RangeError('The saved geometry is incomplete.');
  const off = saved.off && Float64Array.from(saved.off);
  return { z, rows, cols: saved.cols, diagonal: Float64Array.from(saved.diagonal), off, unit: saved.unit };
}

/** Named typed arrays plus a JSON manifest; the arrays are shared with the geometry, not copied. */
export function saveGeometry(geometry: Geometry): SavedGeometry {
  const { neighbors, linear, kernel, words } = geometry;
  const manifest: Manifest = {
    version: VERSION,
    rows: geometry.rows,
    seed: geometry.seed,
    neighbors: { k: neighbors.k, recall: neighbors.recall },
    linear: describe(linear),
    kernel: kernel && describe(kernel),
    words: words?.words,
  };
  const arrays: SavedGeometry['arrays'] = {
    linear: linear.z,
    neighbors: neighbors.index,
    similarity: neighbors.similarity,
    duplicates: geometry.duplicates,
    outlier: geometry.outlier,
  };
  if (kernel) arrays.kernel = kernel.z;
  if (words) Object.assign(arrays, { wordStart: words.start, word: words.word, wordWeight: words.weight });
  return { manifest: { ...manifest }, arrays };
}

function restoreWords(arrays: SavedGeometry['arrays'], rows: number, words: number): WordRows {
  const { wordStart: start, word, wordWeight: weight } = arrays;
  if (!(start instanceof Int32Array) || !(word instanceof Int32Array) || !(weight instanceof Float32Array))
    throw new RangeError('The saved geometry is incomplete.');
  if (start.length !== rows + 1 || start[rows] !== word.length || word.length !== weight.length)
    throw new RangeError('The saved geometry is incomplete.');
  return { start, word, weight, words };
}

/** The inverse of `saveGeometry`. Throws RangeError when arrays are missing or of another version. */
export function loadGeometry(saved: SavedGeometry): Geometry {
  const manifest = saved.manifest as unknown as Manifest;
  if (manifest.version !== VERSION) throw new RangeError('The saved geometry has another version; build it again.');
  const { arrays } = saved;
  const { neighbors: index, similarity, duplicates, outlier } = arrays;
  if (
    !(index instanceof Int32Array) ||
    !(similarity instanceof Float32Array) ||
    !(duplicates instanceof Int32Array) ||
    !(outlier instanceof Float32Array)
  )
    throw new RangeError('The saved geometry is incomplete.');
  return {
    rows: manifest.rows,
    seed: manifest.seed,
    linear: restore(manifest.linear, arrays.linear, manifest.rows),
    kernel: manifest.kernel && restore(manifest.kernel, arrays.kernel, manifest.rows),
    neighbors: { ...manifest.neighbors, index, similarity },
    words: manifest.words === undefined ? undefined : restoreWords(arrays, manifest.rows, manifest.words),
    duplicates,
    outlier,
  };
}
