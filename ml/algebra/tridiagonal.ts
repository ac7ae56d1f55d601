import { multiply, transpose } from '#/ml/algebra/product.ts';
import type { Matrix } from '#/ml/types.ts';

/** A = U·T·Uᵀ with T tridiagonal. `basis` is U, row-major [n × n]. */
export interface Tridiagonal {
  diagonal: Float64Array;
  /** off[i] couples i and i + 1; length n − 1. */
  off: Float64Array;
  basis: Float64Array;
}

/** Householder reflectors of the reduction: row k of `vectors` is v_k (zero up to k), H_k = I − v vᵀ. */
interface Reduction {
  diagonal: Float64Array;
  off: Float64Array;
  vectors: Float64Array;
}

/**
 * Reduces a symmetric matrix [n × n] (destroyed) to tridiagonal form. The rank-two update of one step and the
 * matrix-vector product of the next share one sweep over the lower triangle, so memory is read n times, not 2n.
 */
function reduce(a: Float64Array, n: number): Reduction {
  const diagonal = new Float64Array(n);
  const off = new Float64Array(Math.max(0, n - 1));
  const vectors = new Float64Array(n * n);
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  const p = new Float64Array(n);
  const next = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    // Column k under the pending update A − v wᵀ − w vᵀ.
    for (let i = k; i < n; i++) a[i * n + k] -= v[i] * w[k] + w[i] * v[k];
    diagonal[k] = a[k * n + k];
    if (k === n - 1) break;
    let norm = 0;
    for (let i = k + 1; i < n; i++) norm += a[i * n + k] ** 2;
    norm = Math.sqrt(norm);
    next.fill(0);
    const head = a[(k + 1) * n + k];
    const alpha = head > 0 ? -norm : norm;
    off[k] = alpha;
    let length = 0;
    for (let i = k + 1; i < n; i++) {
      next[i] = a[i * n + k] - (i === k + 1 ? alpha : 0);
      length += next[i] * next[i];
    }
    const scale = length > 1e-300 ? Math.sqrt(2 / length) : 0;
    if (scale === 0) off[k] = head;
    for (let i = k + 1; i < n; i++) next[i] *= scale;
    p.fill(0);
    for (let i = k + 1; i < n; i++) {
      const row = i * n;
      const vi = v[i];
      const wi = w[i];
      const xi = next[i];
      let sum = 0;
      for (let j = k + 1; j < i; j++) {
        const value = a[row + j] - vi * w[j] - wi * v[j];
        a[row + j] = value;
        sum += value * next[j];
        p[j] += value * xi;
      }
      const middle = a[row + i] - 2 * vi * wi;
      a[row + i] = middle;
      p[i] += sum + middle * xi;
    }
    let half = 0;
    for (let i = k + 1; i < n; i++) half += next[i] * p[i];
    half /= 2;
    for (let i = 0; i < n; i++) {
      v[i] = next[i];
      w[i] = i > k ? p[i] - half * next[i] : 0;
    }
    vectors.set(next, k * n);
  }
  return { diagonal, off, vectors };
}

/** U = H₀H₁… by one reflector after the other in float64; for small n. */
function formExactly(vectors: Float64Array, n: number): Float64Array {
  const u = new Float64Array(n * n);
  for (let i = 0; i < n; i++) u[i * n + i] = 1;
  const sum = new Float64Array(n);
  for (let k = n - 2; k >= 0; k--) {
    sum.fill(0);
    for (let i = k + 1; i < n; i++) {
      const vi = vectors[k * n + i];
      if (vi !== 0) for (let j = k; j < n; j++) sum[j] += vi * u[i * n + j];
    }
    for (let i = k + 1; i < n; i++) {
      const vi = vectors[k * n + i];
      if (vi !== 0) for (let j = k; j < n; j++) u[i * n + j] -= vi * sum[j];
    }
  }
  return u;
}

/** The same product with panels of reflectors (I − VᵀSV), as dense float32 products on the backend. */
function formInPanels(vectors: Float64Array, n: number): Float64Array {
  const width = 48;
  const u: Matrix = { data: new Float32Array(n * n), rows: n, cols: n };
  for (let i = 0; i < n; i++) u.data[i * n + i] = 1;
  for (let start = Math.floor((n - 2) / width) * width; start >= 0; start -= width) {
    const size = Math.min(width, n - 1 - start);
    const panel: Matrix = {
      data: Float32Array.from(vectors.subarray(start * n, (start + size) * n)),
      rows: size,
      cols: n,
    };
    // H_a H_b … = I − Vᵀ S V with S upper triangular, built column by column.
    const s = new Float64Array(size * size);
    const dots = new Float64Array(size);
    for (let j = 0; j < size; j++) {
      for (let m = 0; m < j; m++) {
        let dot = 0;
        for (let d = start + j; d < n; d++) dot += vectors[(start + m) * n + d] * vectors[(start + j) * n + d];
        dots[m] = dot;
      }
      for (let i = 0; i < j; i++) {
        let total = 0;
        for (let m = i; m < j; m++) total += s[i * size + m] * dots[m];
        s[i * size + j] = -total;
      }
      s[j * size + j] = 1;
    }
    const small: Matrix = { data: Float32Array.from(s), rows: size, cols: size };
    const change = multiply(transpose(panel), multiply(small, multiply(panel, u)));
    for (let i = 0; i < u.data.length; i++) u.data[i] -= change.data[i];
  }
  return Float64Array.from(u.data);
}

/** Tridiagonal form of a symmetric matrix [n × n]; the input is not changed. U is float64-exact for n ≤ 160. */
export function tridiagonalise(matrix: Float64Array, n: number): Tridiagonal {
  const { diagonal, off, vectors } = reduce(matrix.slice(), n);
  return { diagonal, off, basis: n <= 160 ? formExactly(vectors, n) : formInPanels(vectors, n) };
}
