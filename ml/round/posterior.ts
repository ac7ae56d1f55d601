import { exponentOf, type Sharpness } from '#/ml/round/sharpness.ts';
import { likelihood, type Targets } from '#/ml/round/targets.ts';

/**
 * Soft targets for the next pass, [N × K]: settled samples one-hot, the others ∝ T[k, given]·P[k] with rejected classes
 * at zero, times the likelihood of a label that they lean to. Samples outside the fit (out, or no label at all) stay zero.
 */
export function softTargets(p: Float32Array, noise: Float64Array, targets: Targets): Float32Array {
  const { classes, given, settled, out, rejected, leaning } = targets;
  const q = new Float32Array(p.length);
  for (let i = 0; i < given.length; i++) {
    const at = i * classes;
    if (out[i]) continue;
    if (settled[i] >= 0) {
      q[at + settled[i]] = 1;
      continue;
    }
    const y = given[i];
    const lean = leaning.get(i);
    if (y < 0 && !lean) continue;
    const no = rejected.get(i);
    let total = 0;
    for (let c = 0; c < classes; c++) {
      const seen = (y < 0 ? 1 : noise[c * classes + y]) * (lean ? likelihood(lean, c, classes) : 1);
      const joint = no?.has(c) ? 0 : p[at + c] * seen;
      q[at + c] = joint;
      total += joint;
    }
    if (total > 0) for (let c = 0; c < classes; c++) q[at + c] /= total;
  }
  return q;
}

/**
 * p(given label right) under the noise matrix, ignoring what people said about the sample; ½ without a given label. The
 * probabilities are sharpened first, where a sharpness is given.
 */
export function posteriorOfGiven(
  p: Float32Array,
  noise: Float64Array,
  given: Int32Array,
  classes: number,
  sharpness?: Sharpness,
): Float32Array {
  const result = new Float32Array(given.length).fill(0.5);
  for (let i = 0; i < given.length; i++) {
    const y = given[i];
    if (y < 0) continue;
    const at = i * classes;
    const s = sharpness ? exponentOf(p, at, classes, sharpness) : 1;
    let total = 0;
    let own = 0;
    for (let c = 0; c < classes; c++) {
      const joint = (s === 1 ? p[at + c] : p[at + c] ** s) * noise[c * classes + y];
      total += joint;
      if (c === y) own = joint;
    }
    result[i] = total > 0 ? own / total : 0;
  }
  return result;
}
