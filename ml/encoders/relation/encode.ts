import { readyBackend } from '#/ml/backend.ts';
import type { Matrix, Progress } from '#/ml/types.ts';
import { leadingSpace, normalizeRows } from '../decompose.ts';
import { type Sparse, SparseBuilder } from '../sparse.ts';
import { type FeatureKind, type RelationItem, readFeatures, weights } from './features.ts';

export type { RelationItem } from './features.ts';

export interface RelationOptions {
  /** Columns of the result at most; 384 unless said. Fewer where there are fewer sentences or features. */
  dims?: number;
  seed: number;
}

/** Features hash into so many slots, a power of two. */
const slots = 1 << 22;
/** Columns of the sparse matrix at most. */
const mostTerms = 1 << 16;
const iterations = 2;

function slotOf(term: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193);
  // The low bits of this hash are its weakest.
  hash ^= hash >>> 15;
  return (Math.imul(hash, 0x85ebca6b) >>> 8) & (slots - 1);
}

/** In how many sentences each slot occurs. */
function countFeatures(items: readonly RelationItem[]): Int32Array {
  const frequency = new Int32Array(slots);
  const last = new Int32Array(slots).fill(-1);
  items.forEach((item, row) => {
    readFeatures(item, (_, term) => {
      const slot = slotOf(term);
      if (last[slot] === row) return;
      last[slot] = row;
      frequency[slot]++;
    });
  });
  return frequency;
}

/** Slot → column for features of at least two sentences, the most frequent where there are too many; −1 for the others. */
function chooseFeatures(frequency: Int32Array): { column: Int32Array; cols: number } {
  const having = new Map<number, number>();
  for (const f of frequency) if (f > 1) having.set(f, (having.get(f) ?? 0) + 1);
  let least = Number.POSITIVE_INFINITY;
  let kept = 0;
  for (const [f, count] of [...having].sort((a, b) => b[0] - a[0])) {
    if (kept + count > mostTerms) break;
    kept += count;
    least = f;
  }
  const column = new Int32Array(slots).fill(-1);
  let cols = 0;
  for (let slot = 0; slot < slots; slot++) if (frequency[slot] >= least) column[slot] = cols++;
  return { column, cols };
}

/** One row of length 1 per sentence: the weight of each feature's kind times its inverse frequency. */
function weighFeatures(items: readonly RelationItem[], frequency: Int32Array): Sparse {
  const { column, cols } = chooseFeatures(frequency);
  const builder = new SparseBuilder();
  const value = new Float64Array(cols);
  for (const item of items) {
    const present: number[] = [];
    readFeatures(item, (kind: FeatureKind, term) => {
      const slot = slotOf(term);
      const c = column[slot];
      if (c < 0 || value[c] > 0) return;
      value[c] = weights[kind] * Math.log(1 + items.length / frequency[slot]);
      present.push(c);
    });
    let squares = 0;
    for (const c of present) squares += value[c] ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (const c of present) {
      builder.push(c, value[c] * scale);
      value[c] = 0;
    }
    builder.endRow();
  }
  return builder.build(cols);
}

/**
 * Sentences with two entities as numbers, learned on these very sentences and without their labels: marked words and
 * n-grams around and between the entities, weighed by kind and rarity, compressed by a randomised singular value
 * decomposition. Subject and object are told apart, so the two directions of a relation lie apart. Deterministic for a
 * seed (on one backend).
 *
 * @returns [N × d] with rows of length 1, d ≤ `dims`; a sentence that shares nothing with another is a row of zeros
 */
export async function encodeRelations(
  items: readonly RelationItem[],
  options: RelationOptions,
  progress: Progress = () => {},
): Promise<Matrix> {
  await readyBackend();
  progress(0.05, `Reading ${items.length.toLocaleString('en')} sentences.`);
  const weighed = weighFeatures(items, countFeatures(items));
  const dims = Math.min(options.dims ?? 384, weighed.rows - 1, weighed.cols);
  if (dims < 1) return { data: new Float32Array(weighed.rows), rows: weighed.rows, cols: 1 };
  const space = leadingSpace(weighed, dims, options.seed, iterations, (fraction) =>
    progress(0.3 + 0.7 * fraction, `Compressing ${weighed.cols.toLocaleString('en')} features to ${dims} columns.`),
  );
  normalizeRows(space);
  return space;
}
