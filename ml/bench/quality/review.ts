import type { Geometry } from '#/ml/geometry/geometry.types.ts';
import { runRound } from '#/ml/round/round.ts';
import type { Evidence, RoundOutput } from '#/ml/types.ts';

/** Errors found after each batch of decisions, by the first round's order and by one that is retrained after each. */
export interface Review {
  errors: number;
  fixed: number[];
  retrained: number[];
  /** The last round: the views' learned weights are in its method, the signals' live precision in `precision`. */
  last: RoundOutput;
}

/** Rows by falling score. */
export function order(scores: Float32Array): number[] {
  return Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
}

/** Errors among the first n rows of an order, for every batch up to as many decisions as there are errors. */
export function foundBy(rows: number[], wrong: ArrayLike<number>, errors: number, batch: number): number[] {
  const found: number[] = [];
  let hits = 0;
  for (let n = 0; n < errors; n++) {
    hits += wrong[rows[n]];
    if ((n + 1) % batch === 0 || n + 1 === errors) found.push(hits);
  }
  return found;
}

/** Reviews as many samples as there are wrong labels; whoever decides knows the truth. */
export async function review(
  geometry: Geometry,
  labels: Int32Array,
  truth: Int32Array,
  classes: number,
  batch: number,
): Promise<Review> {
  const wrong = labels.map((label, i) => (label === truth[i] ? 0 : 1));
  const errors = wrong.reduce((sum, is) => sum + is, 0);
  const input = { labels, classes, seed: 1 };
  let last = await runRound(geometry, { ...input, evidence: [], mode: 'cold' });
  const fixed = foundBy(order(last.suspicion), wrong, errors, batch);
  const evidence: Evidence[] = [];
  const done = new Uint8Array(labels.length);
  const retrained: number[] = [];
  let hits = 0;
  while (evidence.length < errors) {
    const next = order(last.suspicion).filter((row) => !done[row]);
    for (const row of next.slice(0, Math.min(batch, errors - evidence.length))) {
      done[row] = 1;
      hits += wrong[row];
      evidence.push({ row, kind: 'label', label: truth[row] });
    }
    retrained.push(hits);
    last = await runRound(geometry, { ...input, evidence, mode: 'warm', warm: last.warm });
  }
  return { errors, fixed, retrained, last };
}
