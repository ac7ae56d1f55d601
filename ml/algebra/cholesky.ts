/** Lower triangle L of a symmetric positive definite matrix [n × n], A = L·Lᵀ, float64. Throws RangeError if it is not. */
export function cholesky(a: Float64Array, n: number): Float64Array {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let s0 = 0;
      let s1 = 0;
      let k = 0;
      for (; k + 1 < j; k += 2) {
        s0 += l[row + k] * l[other + k];
        s1 += l[row + k + 1] * l[other + k + 1];
      }
      if (k < j) s0 += l[row + k] * l[other + k];
      const rest = a[row + j] - s0 - s1;
      if (i === j) {
        if (!(rest > 0)) throw new RangeError('The matrix is not positive definite.');
        l[row + i] = Math.sqrt(rest);
      } else l[row + j] = rest / l[other + j];
    }
  }
  return l;
}

/** Solves L·Lᵀ·x = b in place for one right-hand side of length n. */
export function choleskySolve(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= l[i * n + k] * b[k];
    b[i] = sum / l[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    const x = b[i] / l[i * n + i];
    b[i] = x;
    for (let k = 0; k < i; k++) b[k] -= l[i * n + k] * x;
  }
}

/** L⁻¹ of a lower triangle, [n × n], lower. */
export function invertLower(l: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let k = 0; k < i; k++) {
      const factor = l[row + k];
      if (factor === 0) continue;
      for (let j = 0; j <= k; j++) inverse[row + j] -= factor * inverse[k * n + j];
    }
    const scale = 1 / l[row + i];
    for (let j = 0; j < i; j++) inverse[row + j] *= scale;
    inverse[row + i] = scale;
  }
  return inverse;
}
