import type { Targets } from '#/ml/round/targets.ts';

/** Decided rows with a given label, and 1 for each whose label proved wrong. Rows that left the fit, imported
 * corrections and labels that hold with some chance only do not count. */
export interface Outcomes {
  rows: number[];
  wrong: number[];
}

/** What people found: a label settled as another one or rejected was wrong. */
export function outcomesOf({ given, settled, rejected, out, imported }: Targets): Outcomes {
  const rows: number[] = [];
  const wrong: number[] = [];
  for (let i = 0; i < given.length; i++) {
    if (given[i] < 0 || out[i] || imported[i]) continue;
    const refused = rejected.get(i)?.has(given[i]);
    if (settled[i] < 0 && !refused) continue;
    rows.push(i);
    wrong.push(refused || settled[i] !== given[i] ? 1 : 0);
  }
  return { rows, wrong };
}

/**
 * How many rows more is known of than that people found their label wrong: labels that proved right, samples without a
 * class or a label, imported corrections, labels that hold with some chance.
 */
export function lessonsOf({ settled, rejected, out, leaning }: Targets, { wrong }: Outcomes): number {
  let known = 0;
  for (let i = 0; i < settled.length; i++) if (settled[i] >= 0 || out[i] || rejected.has(i) || leaning.has(i)) known++;
  return known - wrong.reduce((sum, is) => sum + is, 0);
}
