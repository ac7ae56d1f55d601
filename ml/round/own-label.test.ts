import { beforeAll, expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { readyBackend } from '#/ml/backend.ts';
import { buildGeometry } from '#/ml/geometry/build.ts';
import type { Geometry } from '#/ml/geometry/geometry.types.ts';
import { runExperts } from '#/ml/round/experts.ts';
import { leftOutSets } from '#/ml/round/left-out-sets.ts';
import { evenNoise } from '#/ml/round/noise-matrix.ts';
import { softTargets } from '#/ml/round/posterior.ts';
import { stackAll } from '#/ml/round/stack.ts';
import { readTargets } from '#/ml/round/targets.ts';

const N = 400;
const K = 3;
const stack = { weights: Float64Array.of(6, 6, 0.8, 0, 0, 0), noise: evenNoise(K, 0.7) };
let geometry: Geometry;
/** Labels that have nothing to do with the features. */
const chance = Int32Array.from({ length: N }, (_, i) => (i * 7919 + ((i * i) % 11)) % K);

beforeAll(async () => {
  await readyBackend();
  const random = seeded(3);
  geometry = await buildGeometry(
    { data: Float32Array.from({ length: N * 12 }, () => random.normal()), rows: N, cols: 12 },
    { seed: 1 },
  );
});

/** Outputs of a second pass, with or without knowing where its soft targets come from. */
function secondPass(labels: Int32Array, known: boolean): Float32Array[] {
  const targets = readTargets({ labels, classes: K, evidence: [], mode: 'cold', seed: 1 });
  const sets = leftOutSets(geometry.duplicates, undefined);
  const experts = runExperts(geometry, targets, sets, [0.3, 1], seeded(1));
  const soft = softTargets(stackAll(experts.first, N, stack.weights, K), stack.noise, targets);
  return experts.again(soft, known ? stack : undefined);
}

/** Mean of how much more an output says a row's own label than the other classes. */
function ownLead(output: Float32Array, labels: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < N; i++)
    for (let c = 0; c < K; c++) sum += output[i * K + c] * (labels[i] === c ? 1 : -1 / (K - 1));
  return sum / N;
}

test('what neighbours say in a second pass does not depend on the own label', () => {
  const row = (output: Float32Array, i: number) => [...output.subarray(i * K, i * K + K)];
  const apart = (known: boolean) => {
    const before = secondPass(chance, known)[2];
    return [5, 77, 202, 311].map((i) => {
      const other = chance.slice();
      other[i] = (other[i] + 1) % K;
      const after = row(secondPass(other, known)[2], i);
      return Math.max(...after.map((value, c) => Math.abs(value - row(before, i)[c])));
    });
  };
  expect(Math.min(...apart(false))).toBeGreaterThan(0.02);
  expect(Math.max(...apart(true))).toBeLessThan(1e-3);
});

test('of labels by chance a second pass knows nothing; as they are, its soft targets tell the own label back', () => {
  const [told, silent] = [false, true].map((known) => secondPass(chance, known).map((o) => ownLead(o, chance)));
  for (const e of [0, 1]) {
    expect(told[e]).toBeGreaterThan(0.01);
    expect(Math.abs(silent[e])).toBeLessThan(told[e] / 3);
  }
  expect(silent[2]).toBeLessThan(told[2] / 3);
});
