import { tridiagonalise } from '#/ml/algebra/tridiagonal.ts';

/** Eigenvalues descending; column j of `vectors` (row-major [n × n]) belongs to values[j]. */
export interface Eigen {
  values: Float64Array;
  vectors: Float64Array;
}

/** Turns rows i and i + 1 of the transposed basis; both are contiguous. */
function turn(rows: Float64Array, n: number, i: number, cosine: number, sine: number): void {
  const a = i * n;
  const b = a + n;
  for (let k = 0; k < n; k++) {
    const high = rows[b + k];
    const low = rows[a + k];
    rows[b + k] = sine * low + cosine * high;
    rows[a + k] = cosine * low - sine * high;
  }
}

/** Implicit QL iteration on (d, e); e has length n with e[n − 1] = 0. Throws RangeError if it does not converge. */
function iterate(d: Float64Array, e: Float64Array, rows: Float64Array, n: number): void {
  let norm = 0;
  for (let i = 0; i < n; i++) norm = Math.max(norm, Math.abs(d[i]) + Math.abs(e[i]));
  // Against the whole matrix, not the two neighbours: a block of zero eigenvalues would never get small enough.
  const negligible = Number.EPSILON * norm;
  for (let l = 0; l < n; l++) {
    for (let round = 0; ; round++) {
      let m = l;
      for (; m < n - 1; m++) {
        if (Math.abs(e[m]) <= negligible) break;
      }
      if (m === l) break;
      if (round === 60) throw new RangeError('The eigenvalue iteration did not converge.');
      let g = (d[l + 1] - d[l]) / (2 * e[l]);
      let r = Math.hypot(g, 1);
      g = d[m] - d[l] + e[l] / (g + (g >= 0 ? r : -r));
      let s = 1;
      let c = 1;
      let p = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = s * e[i];
        const b = c * e[i];
        r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] -= p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1] - p;
        r = (d[i] - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
        turn(rows, n, i, c, s);
      }
      if (r === 0 && i >= l) continue;
      d[l] -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
}

/** All eigenpairs of a symmetric matrix [n × n]. About 3n³ + 4n³/3 operations: meant for n up to about a thousand. */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  const { diagonal, off, basis } = tridiagonalise(matrix, n);
  const e = new Float64Array(n);
  e.set(off);
  const rows = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) rows[j * n + i] = basis[i * n + j];
  iterate(diagonal, e, rows, n);
  const order = Array.from({ length: n }, (_, i) => i).sort((x, y) => diagonal[y] - diagonal[x] || x - y);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let k = 0; k < n; k++) vectors[k * n + to] = rows[from * n + k];
  });
  return { values: Float64Array.from(order, (i) => diagonal[i]), vectors };
}
