import { readFileSync } from 'node:fs';
import { readNpy } from '#/ml/npy.ts';
import { needSharedFile, sharedFile } from './folder.ts';

export type NoiseKind = 'sym10' | 'sym30' | 'pair30';

const fileOf = (set: 'digits' | 'news', kind: NoiseKind, seed: number) => `noise/${set}_${kind}_seed${seed}.npy`;

export function haveNoise(set: 'digits' | 'news', kind: NoiseKind = 'sym10', seed = 1): boolean {
  return sharedFile(fileOf(set, kind, seed)) !== null;
}

/** Labels with planted errors, [N], the same for everybody; seeds 1 to 4. */
export function readNoise(set: 'digits' | 'news', kind: NoiseKind, seed: number): Int32Array {
  return Int32Array.from(readNpy(readFileSync(needSharedFile(fileOf(set, kind, seed)))).data);
}
