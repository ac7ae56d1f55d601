import type { Random } from '#/ml/algebra/random.ts';
import type { FirstPass } from '#/ml/round/first-pass.ts';
import type { Targets } from '#/ml/round/targets.ts';

/** Signs drawn in all: few rows are probed several times. */
const PROBES = 10_000;

/** How much more the output of row i says its own target than the other classes on average. */
function lead(output: Float32Array, i: number, own: number, classes: number): number {
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += output[i * classes + c];
  return output[i * classes + own] - (sum - output[i * classes + own]) / (classes - 1);
}

/** How soft targets [N × K] answer to changes of the first pass's ridge outputs, to first order; the votes held. */
function answerOf(soft: Float32Array, changes: Float32Array[], { weights }: FirstPass, classes: number): Float32Array {
  const answer = new Float32Array(soft.length);
  const moved = new Float64Array(classes);
  for (let at = 0; at < soft.length; at += classes) {
    let mean = 0;
    for (let c = 0; c < classes; c++) {
      moved[c] = 0;
      for (let e = 0; e < changes.length; e++) moved[c] += weights[e] * changes[e][at + c];
      mean += soft[at + c] * moved[c];
    }
    for (let c = 0; c < classes; c++) answer[at + c] = soft[at + c] * (moved[c] - mean);
  }
  return answer;
}

/**
 * Takes out of the second pass's ridge outputs, in place, what comes back of each row's own label: leaving a row out of
 * the fit to soft targets leaves out its own target, but the others' targets owe a little to its label. How much on
 * average is measured, per expert, by changing all labels a little in random directions and following the change through
 * both passes (Hutchinson's estimate of a diagonal); a row's share of it goes by its leverage. `leaveOut` is leave-one-out
 * ridge of any targets [N × K], for every expert.
 */
export function takeEcho(
  outputs: Float32Array[],
  soft: Float32Array,
  { target, classes }: Targets,
  first: FirstPass,
  leaveOut: (targets: Float32Array) => Float32Array[],
  random: Random,
): void {
  const rows = target.length;
  const sign = new Int8Array(rows);
  const both = new Float64Array(outputs.length);
  const own = new Float64Array(outputs.length);
  for (let probe = 0; probe < Math.ceil(PROBES / rows); probe++) {
    const nudge = new Float32Array(rows * classes);
    for (let i = 0; i < rows; i++) {
      if (target[i] < 0) continue;
      sign[i] = random.uniform() < 0.5 ? -1 : 1;
      for (let c = 0; c < classes; c++) nudge[i * classes + c] = sign[i] * ((target[i] === c ? 1 : 0) - 1 / classes);
    }
    const back = leaveOut(answerOf(soft, leaveOut(nudge), first, classes));
    for (let e = 0; e < outputs.length; e++)
      for (let i = 0; i < rows; i++) {
        if (target[i] < 0) continue;
        const h = first.ridges[e].leverage[i];
        both[e] += sign[i] * lead(back[e], i, target[i], classes) * h;
        own[e] += h * h;
      }
  }
  outputs.forEach((output, e) => {
    const share = own[e] > 0 ? Math.max(0, both[e] / own[e]) : 0;
    for (let i = 0; i < rows; i++) {
      if (target[i] < 0) continue;
      const echo = share * first.ridges[e].leverage[i];
      for (let c = 0; c < classes; c++) output[i * classes + c] -= echo * ((target[i] === c ? 1 : 0) - 1 / classes);
    }
  });
}
