import type { Random } from '#/ml/algebra/random.ts';
import type { Geometry, RidgeBasis } from '#/ml/geometry/geometry.types.ts';
import { takeEcho } from '#/ml/round/echo.ts';
import type { FirstPass } from '#/ml/round/first-pass.ts';
import { bestLambda } from '#/ml/round/lambda.ts';
import { leaveOutHard, leaveOutSoft } from '#/ml/round/leave-one-out.ts';
import type { LeftOutSets } from '#/ml/round/left-out-sets.ts';
import { type PreparedRidge, prepareRidge } from '#/ml/round/prepared-ridge.ts';
import type { Targets } from '#/ml/round/targets.ts';
import { neighborVotes } from '#/ml/round/votes.ts';
import { votesWithout } from '#/ml/round/votes-without.ts';
import { leaveOutWords } from '#/ml/round/word-expert.ts';
import { sharedBytes } from '#/ml/threads/second-thread.ts';

/** The experts of a round at fixed λ. */
export interface Experts {
  /** λ per ridge expert, relative to the mean eigenvalue. */
  lambdas: number[];
  /** Leave-one-out outputs for the hard targets, each [N × K]: ridge experts, words where there are some, neighbours. */
  first: Float32Array[];
  /** Whether the words speak, too. */
  words: boolean;
  /**
   * The same for soft targets. With the stack that they come from, what they owe to a row's own label is taken out
   * of what is said about it; for those computed from `first` only, and not where words speak.
   */
  again(soft: Float32Array, stack?: FirstStack): Float32Array[];
}

/** Weights and noise matrix that soft targets come from. */
export type FirstStack = Pick<FirstPass, 'weights' | 'noise'>;

/**
 * Runs every expert on the hard targets. λ is taken from `lambdas` when given (warm), else searched. Rows without a hard
 * target are absent from the fits and do not vote; they are predicted all the same.
 */
export function runExperts(
  geometry: Geometry,
  targets: Targets,
  sets: LeftOutSets,
  lambdas: number[] | undefined,
  random: Random,
): Experts {
  const { target, classes, given, settled, out } = targets;
  const bases: RidgeBasis[] = geometry.kernel ? [geometry.linear, geometry.kernel] : [geometry.linear];
  const rows = target.length;
  const absent = Int32Array.from({ length: rows }, (_, i) => i).filter((i) => target[i] < 0);
  const chosen = lambdas ?? bases.map((basis) => bestLambda(basis, target, classes, absent, sets, random));
  const prepared: PreparedRidge[] = [];
  const leverages: Float64Array[] = [];
  const first = bases.map((basis, e): Float32Array => {
    const ridge = prepareRidge(basis, chosen[e] * basis.unit, absent);
    const { values, leverage } = leaveOutHard(
      ridge,
      target,
      classes,
      sets,
      new Float32Array(sharedBytes(4 * rows * classes)),
    );
    prepared.push(ridge);
    leverages.push(leverage);
    return values;
  });
  const { words } = geometry;
  if (words) first.push(leaveOutWords(words, target, classes, sets));
  first.push(neighborVotes(geometry.neighbors, classes, target, null, sets.setOf));
  return {
    lambdas: chosen,
    first,
    words: words !== undefined,
    again(soft, stack) {
      // Samples whose given class was rejected have a soft target but took no part in the first pass.
      const voters = new Int32Array(rows);
      const present = new Uint8Array(rows);
      for (let i = 0; i < rows; i++) {
        voters[i] = out[i] || (given[i] < 0 && settled[i] < 0) ? -1 : 0;
        present[i] = target[i] >= 0 ? 1 : 0;
      }
      const fitted = soft.slice();
      for (let i = 0; i < rows; i++) if (!present[i]) fitted.fill(0, i * classes, (i + 1) * classes);
      const leaveOut = (targets: Float32Array) =>
        prepared.map((ridge, e) => leaveOutSoft(ridge, targets, classes, sets, leverages[e], present));
      const outputs = leaveOut(fitted);
      if (!stack) {
        if (words) outputs.push(leaveOutWords(words, fitted, classes, sets));
        return [...outputs, neighborVotes(geometry.neighbors, classes, voters, soft, sets.setOf)];
      }
      const ridges = prepared.map((ridge, e) => ({ ridge, leverage: leverages[e] }));
      const from = { ...stack, ridges, outputs: first };
      takeEcho(outputs, fitted, targets, from, leaveOut, random);
      return [...outputs, votesWithout(geometry.neighbors, targets, sets.setOf, voters, from)];
    },
  };
}
