import { expect, test } from 'vitest';
import { hasNative } from '#/ml/algebra/native.ts';
import { seeded } from '#/ml/algebra/random.ts';
import { readyBackend, readyTensors } from '#/ml/backend.ts';
import { buildGeometry } from '#/ml/geometry/build.ts';
import { runRound } from '#/ml/round/round.ts';
import type { Matrix, RoundOutput } from '#/ml/types.ts';

/** Three clusters; every eighth label is the next class's. */
function clusters(rows: number, cols: number): { features: Matrix; labels: Int32Array } {
  const random = seeded(4);
  const centre = Float32Array.from({ length: 3 * cols }, () => random.normal());
  const data = Float32Array.from(
    { length: rows * cols },
    (_, n) => centre[(Math.floor(n / cols) % 3) * cols + (n % cols)] + 1.5 * random.normal(),
  );
  return {
    features: { data, rows, cols },
    labels: Int32Array.from({ length: rows }, (_, i) => (i % 8 === 0 ? (i + 1) % 3 : i % 3)),
  };
}

async function score(): Promise<RoundOutput> {
  const { features, labels } = clusters(600, 24);
  const geometry = await buildGeometry(features, { seed: 2 });
  return runRound(geometry, { labels, classes: 3, evidence: [], mode: 'cold', seed: 2 });
}

const far = (a: Float32Array, b: Float32Array) => a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0);

test('native kernels and TensorFlow.js give the same scores, and each the same twice', async ({ skip }) => {
  if (!hasNative()) skip('ONNX Runtime has no binary for this machine');
  await readyBackend();
  const native = await score();
  expect(native.backend).toBe('onnxruntime');
  expect((await score()).suspicion).toEqual(native.suspicion);
  await readyTensors();
  const tensors = await score();
  expect(tensors.backend).not.toBe('onnxruntime');
  expect((await score()).suspicion).toEqual(tensors.suspicion);
  expect(far(native.pGiven, tensors.pGiven)).toBeLessThan(0.005);
  expect(Math.abs(native.noiseRate - tensors.noiseRate)).toBeLessThan(0.001);
});
