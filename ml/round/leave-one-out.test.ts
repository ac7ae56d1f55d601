import { beforeAll, expect, test } from 'vitest';
import { cholesky, choleskySolve } from '#/ml/algebra/cholesky.ts';
import { symmetricEigen } from '#/ml/algebra/eigen.ts';
import { seeded } from '#/ml/algebra/random.ts';
import { tridiagonalise } from '#/ml/algebra/tridiagonal.ts';
import { readyBackend } from '#/ml/backend.ts';
import type { RidgeBasis } from '#/ml/geometry/geometry.types.ts';
import { eigenBasis, tridiagonalBasis } from '#/ml/geometry/ridge-basis.ts';
import { centredRows } from '#/ml/geometry/scaling.ts';
import { classSums, leaveOutHard, leaveOutSoft } from '#/ml/round/leave-one-out.ts';
import { twoOut } from '#/ml/round/leave-two-out.ts';
import { leftOutSets } from '#/ml/round/left-out-sets.ts';
import { type PreparedRidge, prepareRidge } from '#/ml/round/prepared-ridge.ts';
import { shiftedSolver } from '#/ml/round/shifted-solver.ts';

const N = 60;
const D = 7;
const K = 3;
const LAMBDA = 2.5;
const NONE = new Int32Array(0);

beforeAll(async () => {
  await readyBackend();
});

/** N × D features with some class structure, the last column constant, and labels. */
function sample(seed: number): { x: Float64Array; target: Int32Array } {
  const random = seeded(seed);
  const target = Int32Array.from({ length: N }, () => random.below(K));
  const x = new Float64Array(N * D);
  for (let i = 0; i < N; i++)
    for (let d = 0; d < D; d++) x[i * D + d] = d === D - 1 ? 1 : random.normal() + (d === target[i] ? 1.5 : 0);
  return { x, target };
}

/** Oracle: the ridge fitted again without the rows `left`, predicting row i. Plain float64. */
function refit(
  x: Float64Array,
  target: Int32Array,
  left: readonly number[],
  i: number,
  cols = D,
  lambda = LAMBDA,
): number[] {
  const a = new Float64Array(cols * cols);
  const b = Array.from({ length: K }, () => new Float64Array(cols));
  for (let d = 0; d < cols; d++) a[d * cols + d] = lambda;
  for (let r = 0; r < N; r++) {
    if (left.includes(r) || target[r] < 0) continue;
    for (let d = 0; d < cols; d++) {
      b[target[r]][d] += x[r * cols + d];
      for (let e = 0; e < cols; e++) a[d * cols + e] += x[r * cols + d] * x[r * cols + e];
    }
  }
  const l = cholesky(a, cols);
  return b.map((right) => {
    choleskySolve(l, cols, right);
    let sum = 0;
    for (let d = 0; d < cols; d++) sum += x[i * cols + d] * right[d];
    return sum;
  });
}

/** A float64 basis of x itself: diagonal by eigenvectors, or tridiagonal. */
function exactRidge(x: Float64Array, kind: 'diagonal' | 'tridiagonal'): PreparedRidge {
  const g = new Float64Array(D * D);
  for (let i = 0; i < N; i++)
    for (let d = 0; d < D; d++) for (let e = 0; e < D; e++) g[d * D + e] += x[i * D + d] * x[i * D + e];
  const eigen = symmetricEigen(g, D);
  const tri = tridiagonalise(g, D);
  const u = kind === 'diagonal' ? eigen.vectors : tri.basis;
  const z = new Float64Array(N * D);
  for (let i = 0; i < N; i++)
    for (let e = 0; e < D; e++) for (let d = 0; d < D; d++) z[i * D + e] += x[i * D + d] * u[d * D + e];
  const diagonal = kind === 'diagonal' ? eigen.values : tri.diagonal;
  const basis: RidgeBasis = {
    z: new Float32Array(0),
    rows: N,
    cols: D,
    diagonal,
    off: kind === 'diagonal' ? null : tri.off,
    unit: 1,
  };
  const solver = shiftedSolver(basis, LAMBDA);
  const dense = () => {
    const a = new Float64Array(D * D);
    for (let d = 0; d < D; d++) {
      a[d * D + d] = diagonal[d] + LAMBDA;
      if (basis.off && d + 1 < D) a[d * D + d + 1] = a[(d + 1) * D + d] = basis.off[d];
    }
    return a;
  };
  return { z, rows: N, cols: D, solver, extra: null, fold: (sums) => sums, dense };
}

const alone = leftOutSets(new Int32Array(N).fill(-1), undefined);

test.each(['diagonal', 'tridiagonal'] as const)('leave-one-out equals N refits to 1e-8 in float64 (%s)', (kind) => {
  const { x, target } = sample(1);
  const { values } = leaveOutHard(exactRidge(x, kind), target, K, alone, new Float64Array(N * K));
  for (let i = 0; i < N; i++)
    refit(x, target, [i], i).forEach((expected, c) => {
      expect(Math.abs(values[i * K + c] - expected)).toBeLessThan(1e-8);
    });
});

test.each(['diagonal', 'tridiagonal'] as const)('groups leave together, small and large, to 1e-8 (%s)', (kind) => {
  const { x, target } = sample(2);
  // Sets of 3 (smaller than D) and of 20 (larger, refitted), the rest alone.
  const groups = Int32Array.from({ length: N }, (_, i) => (i < 20 ? 0 : i < 35 ? 1 + Math.floor(i / 3) : -1));
  const sets = leftOutSets(new Int32Array(N).fill(-1), groups);
  const { values } = leaveOutHard(exactRidge(x, kind), target, K, sets, new Float64Array(N * K));
  for (let i = 0; i < N; i++) {
    const left = Array.from({ length: N }, (_, j) => j).filter(
      (j) => j === i || (groups[i] >= 0 && groups[j] === groups[i]),
    );
    refit(x, target, left, i).forEach((expected, c) => {
      expect(Math.abs(values[i * K + c] - expected)).toBeLessThan(1e-8);
    });
  }
});

/** A float32 basis as rounds use it, and the same rows in float64 for the oracle. */
function stored(seed: number, kind: 'diagonal' | 'tridiagonal') {
  const { x, target } = sample(seed);
  const features = centredRows({ data: Float32Array.from(x), rows: N, cols: D });
  const basis = kind === 'diagonal' ? eigenBasis(features) : tridiagonalBasis(features);
  return { basis, target, x: Float64Array.from(basis.z) };
}

/** Float32 products stand behind these; 2e-5 on values around 1. */
const FLOAT32 = 2e-5;

test.each(['diagonal', 'tridiagonal'] as const)(
  'the float32 path equals refits to 2e-5, hard and soft (%s)',
  (kind) => {
    const { basis, target, x } = stored(3, kind);
    const ridge = prepareRidge(basis, LAMBDA, NONE);
    const hard = leaveOutHard(ridge, target, K, alone, new Float32Array(N * K));
    const soft = new Float32Array(N * K);
    target.forEach((label, i) => {
      soft[i * K + label] = 1;
    });
    const same = leaveOutSoft(ridge, soft, K, alone, hard.leverage, new Uint8Array(N).fill(1));
    for (let i = 0; i < N; i++)
      refit(x, target, [i], i, basis.cols).forEach((expected, c) => {
        expect(Math.abs(hard.values[i * K + c] - expected)).toBeLessThan(FLOAT32);
        expect(Math.abs(same[i * K + c] - expected)).toBeLessThan(FLOAT32);
      });
  },
);

test.each(['diagonal', 'tridiagonal'] as const)(
  'a second row taken out of what is said about another equals a refit without both (%s)',
  (kind) => {
    const { basis, target, x } = stored(5, kind);
    target[3] = -1;
    const ridge = prepareRidge(basis, LAMBDA, Int32Array.of(3));
    const { values, leverage } = leaveOutHard(ridge, target, K, alone, new Float32Array(N * K));
    const weights = Float64Array.of(2, 0, 0, 0, 0);
    const two = twoOut({ ridges: [{ ridge, leverage }], outputs: [values], weights, noise: weights }, target, K);
    const take = (i: number, j: number) => {
      const scores = Float64Array.from(values.subarray(j * K, j * K + K), (v) => 2 * v);
      two.without(i);
      two.take(j, scores);
      return scores.map((score) => score / 2);
    };
    let moved = 0;
    for (let i = 0; i < N; i++)
      for (const j of [3, (i + 1) % N, (i * 7 + 13) % N]) {
        if (i === j || i === 3) continue;
        refit(x, target, [i, j], j, basis.cols).forEach((expected, c) => {
          expect(Math.abs(take(i, j)[c] - expected)).toBeLessThan(FLOAT32);
          moved = Math.max(moved, Math.abs(values[j * K + c] - expected));
        });
      }
    expect(moved).toBeGreaterThan(0.01);
    // A row that is not in the fit changes nothing.
    expect([...take(3, 8)]).toEqual([...values.subarray(8 * K, 8 * K + K)]);
  },
);

test('rows without a target leave the fit exactly: few by a correction, many by a new factor', () => {
  const random = seeded(9);
  const rows = 420;
  const cols = 5;
  const data = Float32Array.from({ length: rows * cols }, () => random.normal());
  const basis = eigenBasis(centredRows({ data, rows, cols }));
  const target = Int32Array.from({ length: rows }, () => random.below(K));
  const sets = leftOutSets(
    new Int32Array(rows).fill(-1),
    Int32Array.from({ length: rows }, (_, i) => (i < 12 ? Math.floor(i / 4) : -1)),
  );
  for (const count of [3, 300]) {
    const labels = target.slice();
    // Rows 1 to `count` lose their label; some of them sit in a group with others that keep theirs.
    for (let i = 1; i <= count; i++) labels[i] = -1;
    const absent = Int32Array.from({ length: count }, (_, i) => i + 1);
    const { values } = leaveOutHard(prepareRidge(basis, LAMBDA, absent), labels, K, sets, new Float32Array(rows * K));
    const subset = labels.map((label, i) => (i <= count && i > 0 ? -1 : label));
    for (const i of [0, 2, 5, 10, 350, 400, 419]) {
      const set = sets.setOf[i];
      const left = set < 0 ? [i] : [...sets.sets[set]];
      const a = new Float64Array(basis.cols ** 2);
      const b = Array.from({ length: K }, () => new Float64Array(basis.cols));
      for (let d = 0; d < basis.cols; d++) a[d * basis.cols + d] = LAMBDA;
      for (let r = 0; r < rows; r++) {
        if (subset[r] < 0 || left.includes(r)) continue;
        for (let d = 0; d < basis.cols; d++) {
          b[subset[r]][d] += basis.z[r * basis.cols + d];
          for (let e = 0; e < basis.cols; e++)
            a[d * basis.cols + e] += basis.z[r * basis.cols + d] * basis.z[r * basis.cols + e];
        }
      }
      const l = cholesky(a, basis.cols);
      b.forEach((right, c) => {
        choleskySolve(l, basis.cols, right);
        let expected = 0;
        for (let d = 0; d < basis.cols; d++) expected += basis.z[i * basis.cols + d] * right[d];
        expect(Math.abs(values[i * K + c] - expected)).toBeLessThan(1e-4);
      });
    }
  }
});

/** Predictions of the same ridge without leaving anything out. */
function inSample(ridge: PreparedRidge, target: Int32Array): Float32Array {
  const sums = classSums(ridge, target, K);
  const values = new Float32Array(N * K);
  const u = new Float64Array(ridge.cols);
  for (let i = 0; i < N; i++) {
    ridge.solver.solve(ridge.z, i * ridge.cols, u);
    for (let c = 0; c < K; c++)
      for (let d = 0; d < ridge.cols; d++) values[i * K + c] += u[d] * sums[c * ridge.cols + d];
  }
  return values;
}

test.each(['diagonal', 'tridiagonal'] as const)(
  'an output is identical to the last bit whatever the own label; an in-sample predictor is not (%s)',
  (kind) => {
    const { basis, target } = stored(4, kind);
    const ridge = prepareRidge(basis, LAMBDA, NONE);
    const run = (labels: Int32Array) => leaveOutHard(ridge, labels, K, alone, new Float32Array(N * K)).values;
    const before = run(target);
    const naive = inSample(ridge, target);
    let leaked = 0;
    for (let i = 0; i < N; i++)
      for (let other = 0; other < K; other++) {
        const labels = target.slice();
        labels[i] = other;
        expect(run(labels).slice(i * K, i * K + K)).toEqual(before.slice(i * K, i * K + K));
        const changed = inSample(ridge, labels);
        if (other !== target[i] && changed.slice(i * K, i * K + K).some((v, c) => v !== naive[i * K + c])) leaked++;
      }
    expect(leaked).toBe(N * (K - 1));
  },
);
