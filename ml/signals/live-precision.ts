import type { Outcomes } from '#/ml/round/outcomes.ts';

/** How a signal has done: of the `judged` decided samples that it ranks highest, how many labels proved wrong. */
export interface LivePrecision {
  judged: number;
  wrong: number;
}

/** Precision at k of one signal [N] over what people have decided so far; equal values by row number, rows without a value not. */
export function livePrecision(values: Float32Array, { rows, wrong }: Outcomes, k = 100): LivePrecision {
  const ranked = Array.from(rows.keys()).filter((at) => values[rows[at]] > 0);
  const order = ranked.sort((a, b) => values[rows[b]] - values[rows[a]] || rows[a] - rows[b]);
  const first = order.slice(0, k);
  return { judged: first.length, wrong: first.reduce((sum, at) => sum + wrong[at], 0) };
}
