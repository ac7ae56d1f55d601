import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readNpy, writeNpy } from '#/ml/npy.ts';
import type { Matrix } from '#/ml/types.ts';

interface Scored {
  /** Average precision by self-confidence and by margin; null when nothing is wrong. */
  self: number | null;
  margin: number | null;
  seconds: number;
}

/** Five-fold logistic regression, untuned and tuned, and the tuned doubt by margin [N]. */
export interface Baseline {
  untuned: Scored;
  tuned: Scored;
  C: number;
  doubt: Float32Array;
}

const script = fileURLToPath(new URL('baseline.py', import.meta.url));

export const havePython = (): boolean =>
  spawnSync('/usr/bin/python3', ['-c', 'import sklearn'], { stdio: 'ignore' }).status === 0;

/** Runs the Python baseline; null where it fails, as it does on classes with a single sample. */
export function baseline(features: Matrix, given: Int32Array, truth: Int32Array): Baseline | null {
  const folder = mkdtempSync(join(tmpdir(), 'errata-baseline-'));
  try {
    const write = (name: string, shape: number[], data: Float32Array | Int32Array) => {
      writeFileSync(join(folder, name), writeNpy(data, shape));
      return join(folder, name);
    };
    const files = [
      write('features.npy', [features.rows, features.cols], features.data),
      write('given.npy', [given.length], given),
      write('truth.npy', [truth.length], truth),
    ];
    const ran = spawnSync('/usr/bin/python3', ['-W', 'ignore', script, ...files, folder], { encoding: 'utf8' });
    if (ran.status !== 0) return null;
    const doubt = readNpy(readFileSync(join(folder, 'tuned.npy'))).data as Float32Array;
    return { ...JSON.parse(ran.stdout), doubt: Float32Array.from(doubt) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
