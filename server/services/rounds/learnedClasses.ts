import type { Evidence, Matrix, RoundOutput } from '#/ml/types.ts';
import type { ClassState } from '#/server/domain/classes.ts';
import { classMap } from '#/server/domain/classMap.ts';

/** The classes a round tells apart, numbered 0…K−1 without gaps, and the way from stored indices there and back. */
export interface LearnedClasses {
  /** Stored classes, with those that are gone. */
  stored: number;
  /** [K] stored index of each. */
  indices: number[];
  /** −1 for a label that says nothing. */
  numberOf: (index: number) => number;
  /** May be suggested: not archived. */
  choosable: boolean[];
}

/**
 * Merged and split classes are gone, archived ones stay while anything carries them.
 * @param carried stored indices that given labels or decisions carry
 */
export function learnedClasses(classes: readonly ClassState[], carried: ReadonlySet<number>): LearnedClasses {
  const map = classMap(classes);
  const current = new Set([...carried].map((c) => map.current(c)));
  const kept = classes.filter((c) => map.current(c.index) === c.index && (!c.archived || current.has(c.index)));
  const numbers = new Map(kept.map((c, k) => [c.index, k]));
  return {
    stored: classes.length,
    indices: kept.map((c) => c.index),
    choosable: kept.map((c) => !c.archived),
    numberOf(index) {
      const at = map.current(index);
      return at === null ? -1 : (numbers.get(at) ?? -1);
    },
  };
}

/** The stored indices that given labels or decisions carry. */
export function carriedBy(labels: Int32Array, evidence: readonly Evidence[]): Set<number> {
  const carried = new Set<number>();
  let last = -1;
  for (const label of labels) {
    if (label === last) continue;
    carried.add(label);
    last = label;
  }
  for (const { label } of evidence) carried.add(label);
  return carried;
}

/** Labels under the numbers of the round. */
export function numbered(labels: Int32Array, { indices, numberOf }: LearnedClasses): Int32Array {
  const to = Int32Array.from({ length: Math.max(...indices) + 1 }, (_, index) => numberOf(index));
  if (to.every((number, index) => number === index)) return labels;
  return labels.map((label) => (label < 0 ? -1 : (to[label] ?? numberOf(label))));
}

/** Probabilities of the user's own model, whose columns are the classes of the import: merged ones add up. */
export function numberedColumns(own: Matrix, { indices, numberOf }: LearnedClasses): Matrix {
  const cols = indices.length;
  const to = Array.from({ length: own.cols }, (_, c) => numberOf(c));
  if (cols === own.cols && to.every((k, c) => k === c)) return own;
  const data = new Float32Array(own.rows * cols);
  for (let row = 0; row < own.rows; row++)
    for (let c = 0; c < own.cols; c++) if (to[c]! >= 0) data[row * cols + to[c]!]! += own.data[row * own.cols + c]!;
  return { data, rows: own.rows, cols };
}

/** The output under stored indices. A class that cannot be chosen is not suggested while another is known. */
export function underIndices(output: RoundOutput, { indices, choosable }: LearnedClasses): RoundOutput {
  if (indices.every((index, k) => index === k) && choosable.every(Boolean)) return output;
  const index = (k: number) => (k < 0 ? -1 : indices[k]!);
  const top = output.topClasses.length / output.suggested.length;
  const pSuggested = output.pSuggested.slice();
  const suggested = output.suggested.map((k, row) => {
    if (choosable[k]) return index(k);
    for (let i = row * top; i < (row + 1) * top; i++) {
      const other = output.topClasses[i]!;
      if (other < 0 || other === k || !choosable[other]) continue;
      pSuggested[row] = output.topProbabilities[i]!;
      return index(other);
    }
    return index(k);
  });
  const reviewed =
    output.reviewed && new Map([...output.reviewed].map(([row, said]) => [row, said.map(index)] as const));
  return { ...output, suggested, pSuggested, topClasses: output.topClasses.map(index), reviewed };
}

/** Is a state saved with these classes (none noted: all of them, in order) one that a round of `learned` can start from? */
export function sameClasses(saved: unknown, learned: LearnedClasses): boolean {
  const noted = Array.isArray(saved) ? saved : learned.indices.map((_, k) => k);
  return noted.length === learned.indices.length && noted.every((index, k) => index === learned.indices[k]);
}
