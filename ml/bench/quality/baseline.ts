import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

export const havePython = (): boolean =>
  spawnSync('/usr/bin/python3', ['-c', 'import sklearn'], { stdio: 'ignore' }).status === 0;

/** Runs a script beside this file on the three arrays; its output, and the file `tuned.npy` where it wrote one. */
function python<T>(
  script: string,
  { features, given, truth }: { features: Matrix; given: Int32Array; truth: Int32Array },
  more: (folder: string) => string[],
): { said: T; doubt: Float32Array } | null {
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
    const path = fileURLToPath(new URL(script, import.meta.url));
    const ran = spawnSync('/usr/bin/python3', ['-W', 'ignore', path, ...files, ...more(folder)], { encoding: 'utf8' });
    if (ran.status !== 0) return null;
    const doubts = join(folder, 'tuned.npy');
    const doubt = existsSync(doubts) ? Float32Array.from(readNpy(readFileSync(doubts)).data) : new Float32Array();
    return { said: JSON.parse(ran.stdout) as T, doubt };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Five-fold logistic regression, untuned and tuned; null where it fails, as on classes with a single sample. */
export function baseline(features: Matrix, given: Int32Array, truth: Int32Array): Baseline | null {
  const ran = python<Omit<Baseline, 'doubt'>>('baseline.py', { features, given, truth }, (folder) => [folder]);
  return ran && { ...ran.said, doubt: ran.doubt };
}

/** Errors that the tuned one finds by margin at every tenth of the way when it is retrained there; null where it fails. */
export function baselineReview(features: Matrix, given: Int32Array, truth: Int32Array, C: number): number[] | null {
  return python<number[]>('review.py', { features, given, truth }, () => [String(C), '10'])?.said ?? null;
}
