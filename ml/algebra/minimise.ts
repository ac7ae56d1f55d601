/** Value at x; writes the gradient into `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  x: Float64Array;
  value: number;
  evaluations: number;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** L-BFGS with a backtracking line search (memory 8). Stops when the value falls by less than `tolerance` (relative). */
export function minimise(f: Objective, start: Float64Array, iterations: number, tolerance = 1e-7): Minimum {
  const n = start.length;
  let x = start.slice();
  let gradient = new Float64Array(n);
  let value = f(x, gradient);
  let evaluations = 1;
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];
  for (let round = 0; round < iterations; round++) {
    const direction = Float64Array.from(gradient, (g) => -g);
    const weights: number[] = [];
    for (let m = steps.length - 1; m >= 0; m--) {
      weights[m] = dot(steps[m], direction) / dot(steps[m], changes[m]);
      for (let i = 0; i < n; i++) direction[i] -= weights[m] * changes[m][i];
    }
    const last = steps.length - 1;
    const scale =
      last >= 0
        ? dot(steps[last], changes[last]) / dot(changes[last], changes[last])
        : 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)));
    for (let i = 0; i < n; i++) direction[i] *= scale;
    for (let m = 0; m <= last; m++) {
      const correction = weights[m] - dot(changes[m], direction) / dot(steps[m], changes[m]);
      for (let i = 0; i < n; i++) direction[i] += correction * steps[m][i];
    }
    const slope = dot(direction, gradient);
    if (!(slope < 0)) break;
    const candidate = new Float64Array(n);
    const next = new Float64Array(n);
    let length = 1;
    let found = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 20; attempt++, length *= 0.4) {
      for (let i = 0; i < n; i++) candidate[i] = x[i] + length * direction[i];
      found = f(candidate, next);
      evaluations++;
      if (found <= value + 1e-4 * length * slope) break;
    }
    if (!(found < value)) break;
    const step = Float64Array.from(candidate, (c, i) => c - x[i]);
    const change = Float64Array.from(next, (g, i) => g - gradient[i]);
    if (dot(step, change) > 1e-12) {
      steps.push(step);
      changes.push(change);
      if (steps.length > 8) {
        steps.shift();
        changes.shift();
      }
    }
    const fall = value - found;
    x = candidate;
    gradient = next;
    value = found;
    if (fall < tolerance * Math.max(1, Math.abs(value))) break;
  }
  return { x, value, evaluations };
}
