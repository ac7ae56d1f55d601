import type { Structure } from '#/ml/round/suspicion.ts';

/** Pseudo-count per off-diagonal cell: confusions of a few samples are no evidence of structure. */
const PSEUDO = 3;

/**
 * How concentrated the confusions are, in [0,1]: for every true class the largest share of its wrongly labelled samples
 * that one other class takes, rescaled so that an even spread is 0 and a single class is 1, averaged with the number of
 * wrongly labelled samples as weight. 0 for two classes, where the measure says nothing.
 */
export function concentration(counts: Float64Array, classes: number): number {
  if (classes < 3) return 0;
  let sum = 0;
  let weight = 0;
  for (let k = 0; k < classes; k++) {
    let total = 0;
    let largest = 0;
    for (let j = 0; j < classes; j++) {
      if (j === k) continue;
      const value = counts[k * classes + j] + PSEUDO / (classes - 1);
      total += value;
      largest = Math.max(largest, value);
    }
    const even = 1 / (classes - 1);
    sum += total * ((largest / total - even) / (1 - even));
    weight += total;
  }
  return weight > 0 ? sum / weight : 0;
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function smoothStep(value: number, from: number, to: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Concentration at which the noise counts as structured, and as nothing but habits: from where, and fully. */
const STRUCTURED = [0.3, 0.55] as const;
const PURE = [0.5, 0.7] as const;

/** How structured the noise is, from the concentration. */
export function structureOf(value: number): Structure {
  return { gate: smoothStep(value, ...STRUCTURED), pure: smoothStep(value, ...PURE) };
}
