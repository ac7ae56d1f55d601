import { beforeAll, expect, test } from 'vitest';
import { cholesky, choleskySolve, invertLower } from '#/ml/algebra/cholesky.ts';
import { symmetricEigen } from '#/ml/algebra/eigen.ts';
import { gram, multiply, transposeMultiply } from '#/ml/algebra/product.ts';
import { sampleRows, seeded } from '#/ml/algebra/random.ts';
import { tridiagonalise } from '#/ml/algebra/tridiagonal.ts';
import { backendName, liveTensors, readyBackend } from '#/ml/backend.ts';
import type { Matrix } from '#/ml/types.ts';

beforeAll(async () => {
  await readyBackend();
});

function random(rows: number, cols: number, seed: number): Matrix {
  const source = seeded(seed);
  return { data: Float32Array.from({ length: rows * cols }, () => source.normal()), rows, cols };
}

/** Largest |A − B·C·Bᵀ| where C is given by its diagonal and first off-diagonal. */
function residual(a: Float64Array, basis: Float64Array, diagonal: Float64Array, off: Float64Array, n: number): number {
  let worst = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) {
        const right =
          diagonal[k] * basis[j * n + k] +
          (k > 0 ? off[k - 1] * basis[j * n + k - 1] : 0) +
          (k < n - 1 ? off[k] * basis[j * n + k + 1] : 0);
        sum += basis[i * n + k] * right;
      }
      worst = Math.max(worst, Math.abs(sum - a[i * n + j]));
    }
  return worst;
}

test('a fast backend is chosen', () => {
  expect(['onnxruntime', 'tensorflow', 'wasm']).toContain(backendName());
});

test('products equal the plain triple loop and leave no tensor behind', () => {
  const a = random(37, 5, 1);
  const b = random(5, 4, 2);
  const before = liveTensors();
  const c = multiply(a, b);
  const d = transposeMultiply(a, c);
  expect(liveTensors()).toBe(before);
  for (let i = 0; i < 5; i++)
    for (let j = 0; j < 4; j++) {
      let sum = 0;
      for (let r = 0; r < 37; r++) sum += a.data[r * 5 + i] * c.data[r * 4 + j];
      expect(d[i * 4 + j]).toBeCloseTo(sum, 3);
    }
});

test('Cholesky solves and inverts', () => {
  const n = 30;
  const a = gram(random(60, n, 3));
  const l = cholesky(a, n);
  const b = Float64Array.from({ length: n }, (_, i) => Math.sin(i));
  const x = b.slice();
  choleskySolve(l, n, x);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += a[i * n + j] * x[j];
    expect(sum).toBeCloseTo(b[i], 9);
  }
  const inverse = invertLower(l, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += inverse[i * n + k] * l[k * n + j];
      expect(sum).toBeCloseTo(i === j ? 1 : 0, 9);
    }
  expect(() => cholesky(Float64Array.of(-1), 1)).toThrow(RangeError);
});

test.each([
  [1, 1e-9],
  [2, 1e-9],
  [90, 1e-9],
  [230, 1e-2],
])('tridiagonal form and eigenvectors rebuild a %i² matrix', (n, tolerance) => {
  const a = gram(random(n + 5, n, 4));
  const t = tridiagonalise(a, n);
  expect(residual(a, t.basis, t.diagonal, t.off, n)).toBeLessThan(tolerance);
  const { values, vectors } = symmetricEigen(a, n);
  expect(residual(a, vectors, values, new Float64Array(n), n)).toBeLessThan(tolerance);
  for (let i = 1; i < n; i++) expect(values[i - 1]).toBeGreaterThanOrEqual(values[i]);
});

test('a singular and a diagonal matrix decompose', () => {
  expect([...symmetricEigen(Float64Array.of(2, 0, 0, 5), 2).values]).toEqual([5, 2]);
  expect([...symmetricEigen(new Float64Array(16), 4).values]).toEqual([0, 0, 0, 0]);
});

test('seeded numbers repeat and have the right moments', () => {
  const a = seeded(7);
  const b = seeded(7);
  const values = Array.from({ length: 4000 }, () => a.normal());
  expect(values).toEqual(Array.from({ length: 4000 }, () => b.normal()));
  const mean = values.reduce((s, v) => s + v, 0) / 4000;
  expect(Math.abs(mean)).toBeLessThan(0.06);
  expect(Math.abs(values.reduce((s, v) => s + v * v, 0) / 4000 - 1)).toBeLessThan(0.1);
  const rows = sampleRows(100, 10, seeded(1));
  expect(new Set(rows).size).toBe(10);
  expect([...rows]).toEqual([...rows].sort((x, y) => x - y));
});
