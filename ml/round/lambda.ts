import { type Random, sampleRows } from '#/ml/algebra/random.ts';
import type { RidgeBasis } from '#/ml/geometry/geometry.types.ts';
import { type Asked, classSums, leaveOutHard } from '#/ml/round/leave-one-out.ts';
import type { LeftOutSets } from '#/ml/round/left-out-sets.ts';
import { LOW_RANK, prepareRidge } from '#/ml/round/prepared-ridge.ts';

/** λ as a multiple of the mean eigenvalue. */
export const LAMBDAS = [1e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
/** Used when every candidate needs a factorisation of its own, because many rows are absent. */
const FEW_LAMBDAS = [3e-3, 0.03, 0.3, 3];
const JUDGED = 1000;

/** Rows and whole sets, with targets, that the candidates are judged on. */
function judged(sets: LeftOutSets, target: Int32Array, random: Random): Asked {
  const singles = sets.singles.filter((row) => target[row] >= 0);
  const share = singles.length / Math.max(1, singles.length + sets.setOf.reduce((n, s) => n + (s >= 0 ? 1 : 0), 0));
  const picked = sampleRows(singles.length, Math.ceil(JUDGED * share), random).map((at) => singles[at]);
  const chosen: Int32Array[] = [];
  let rows = 0;
  for (const at of sampleRows(sets.sets.length, Math.ceil(JUDGED / 2), random)) {
    if (rows > JUDGED * (1 - share)) break;
    chosen.push(sets.sets[at]);
    rows += sets.sets[at].length;
  }
  return { singles: picked, sets: chosen };
}

/**
 * Share of the targets' variance that the outputs explain once they are scaled at best: the stack scales them anyway.
 * Plain squared error would hold against a strong λ that its outputs are small, and choose one that follows wrong labels.
 */
function agreementOf(values: Float32Array, target: Int32Array, rows: readonly number[], classes: number): number {
  let [both, own, targets] = [0, 0, 0];
  for (let c = 0; c < classes; c++) {
    let mean = 0;
    let share = 0;
    for (const row of rows) {
      mean += values[row * classes + c] / rows.length;
      share += (target[row] === c ? 1 : 0) / rows.length;
    }
    for (const row of rows) {
      const value = values[row * classes + c] - mean;
      const wanted = (target[row] === c ? 1 : 0) - share;
      both += value * wanted;
      own += value * value;
      targets += wanted * wanted;
    }
  }
  return both > 0 ? (both * both) / (own * targets) : 0;
}

/** The λ (relative to the mean eigenvalue) whose leave-one-out outputs agree best with the targets of seeded rows. */
export function bestLambda(
  basis: RidgeBasis,
  target: Int32Array,
  classes: number,
  absent: Int32Array,
  sets: LeftOutSets,
  random: Random,
): number {
  const asked = judged(sets, target, random);
  const rows = [...asked.singles, ...asked.sets.flatMap((set) => [...set])].filter((row) => target[row] >= 0);
  const values = new Float32Array(target.length * classes);
  // With a new factorisation per λ the rows, and so their sums, differ.
  const refactored = absent.length > LOW_RANK;
  const shared = refactored ? undefined : classSums(basis, target, classes);
  let best = { lambda: 1, agreement: 0 };
  for (const lambda of refactored ? FEW_LAMBDAS : LAMBDAS) {
    leaveOutHard(prepareRidge(basis, lambda * basis.unit, absent), target, classes, asked, values, shared);
    const agreement = agreementOf(values, target, rows, classes);
    if (agreement > best.agreement) best = { lambda, agreement };
  }
  return best.lambda;
}
