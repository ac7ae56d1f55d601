import { createRequire } from 'node:module';
import type { UnitRows } from '#/ml/geometry/approximate/unit-rows.ts';

interface Index {
  add(keys: BigUint64Array, vectors: Float32Array, threads: number): void;
  search(vectors: Float32Array, k: number, threads: number): { keys: BigUint64Array };
}

const BLOCK = 4096;

/** Neighbours of all rows by usearch, which is no dependency of ours: [rows × k], −1 where it found fewer. */
export function libraryNeighbors(unit: UnitRows, k: number, quantization: string): Int32Array {
  const library = 'usearch';
  const { Index } = createRequire(import.meta.url)(library) as { Index: new (options: object) => Index };
  const index = new Index({ dimensions: unit.cols, metric: 'ip', quantization, connectivity: 16 });
  unit.eachBlock((block, from) => {
    index.add(
      BigUint64Array.from({ length: block.rows }, (_, i) => BigInt(from + i)),
      block.data,
      1,
    );
  });
  const found = new Int32Array(unit.rows * k).fill(-1);
  for (let from = 0; from < unit.rows; from += BLOCK) {
    const count = Math.min(BLOCK, unit.rows - from);
    const asked = unit.gather(Int32Array.from({ length: count }, (_, i) => from + i)).data;
    const { keys } = index.search(asked, k + 1, 1);
    for (let i = 0; i < count; i++) {
      let n = (from + i) * k;
      for (let at = i * (k + 1); at < (i + 1) * (k + 1); at++) {
        const row = Number(keys[at]);
        if (row !== from + i && n < (from + i + 1) * k) found[n++] = row;
      }
    }
  }
  return found;
}
