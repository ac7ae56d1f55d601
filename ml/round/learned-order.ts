import { minimise, type Objective } from '#/ml/algebra/minimise.ts';
import type { Outcomes } from '#/ml/round/outcomes.ts';

/** Decisions of either kind, hit or miss, below which nothing is learned. */
const LEAST = 10;
/** Prior standard deviations: of a weight around where it starts, and of a class's effect around 0. */
const WEIGHT = 0.3;
const EFFECT = 0.5;
const FARTHEST = 8;

/** What people's decisions taught about the order of review. */
export interface LearnedOrder {
  /** [N] learned log-odds, raised so that none is below 0. */
  suspicion: Float32Array;
  /** Weight per view, in the order given; 1 for the combined order and 0 for the others before anything is learned. */
  weights: number[];
  hits: number;
  misses: number;
}

function logit(share: number): number {
  const value = Math.log(share / (1 - share));
  return Math.min(FARTHEST, Math.max(-FARTHEST, Number.isNaN(value) ? 0 : value));
}

/** Minimum with the first `count` parameters ≥ 0: the order may turn away from a view, but never against it. */
function notNegative(objective: Objective, start: Float64Array, count: number): Float64Array {
  const fixed = new Set<number>();
  const held: Objective = (x, gradient) => {
    const value = objective(x, gradient);
    for (const p of fixed) gradient[p] = 0;
    return value;
  };
  for (let from = start.slice(); ; ) {
    const { x } = minimise(held, from, 60);
    const negative = Array.from(x.subarray(0, count).keys()).filter((p) => x[p] < 0);
    if (negative.length === 0) return x;
    from = x.slice();
    for (const p of negative) {
      from[p] = 0;
      fixed.add(p);
    }
  }
}

/**
 * Weighs the combined order (`views[0]`) and further views of doubt, each [N] in [0,1], anew by what people found:
 * logistic regression of "the given label was wrong" on their log-odds, with an effect per given and per suggested class,
 * drawn to the order as it was by a prior. Null until there are ten hits and ten misses.
 */
export function learnOrder(
  views: Float32Array[],
  suggested: Int32Array,
  given: Int32Array,
  classes: number,
  { rows, wrong }: Outcomes,
): LearnedOrder | null {
  const hits = wrong.reduce((sum, is) => sum + is, 0);
  if (hits < LEAST || rows.length - hits < LEAST) return null;
  const first = views.length;
  const size = first + 2 * classes + 1;
  const start = new Float64Array(size);
  start[0] = 1;
  const scale = Float64Array.from(start, (_, p) =>
    p < first ? 1 / WEIGHT ** 2 : p < size - 1 ? 1 / EFFECT ** 2 : 1e-4,
  );
  const seen = Float64Array.from({ length: rows.length * first }, (_, at) =>
    logit(views[at % first][rows[Math.floor(at / first)]]),
  );
  const score = (x: Float64Array, row: number) =>
    x[first + given[row]] + x[first + classes + Math.max(0, suggested[row])] + x[size - 1];
  const objective: Objective = (x, gradient) => {
    let loss = 0;
    for (let p = 0; p < size; p++) {
      gradient[p] = scale[p] * (x[p] - start[p]);
      loss += 0.5 * gradient[p] * (x[p] - start[p]);
    }
    for (let r = 0; r < rows.length; r++) {
      const row = rows[r];
      let value = score(x, row);
      for (let v = 0; v < first; v++) value += x[v] * seen[r * first + v];
      const p = 1 / (1 + Math.exp(-value));
      loss -= Math.log((wrong[r] ? p : 1 - p) + 1e-12);
      const slope = p - wrong[r];
      for (let v = 0; v < first; v++) gradient[v] += slope * seen[r * first + v];
      gradient[first + given[row]] += slope;
      gradient[first + classes + Math.max(0, suggested[row])] += slope;
      gradient[size - 1] += slope;
    }
    return loss;
  };
  const x = notNegative(objective, start, first);
  // Log-odds, not probabilities: those would be 1 for all at the top. Raised above 0, which is for rows without a label.
  const lowest = -x.reduce((sum, value, p) => sum + (p < first ? FARTHEST : p < size - 1 ? 1 : 0) * Math.abs(value), 0);
  const suspicion = Float32Array.from(given, (label, i) => {
    if (label < 0) return 0;
    let value = score(x, i) - x[size - 1] - lowest;
    for (let v = 0; v < first; v++) value += x[v] * logit(views[v][i]);
    return value;
  });
  return { suspicion, weights: [...x.subarray(0, first)], hits, misses: rows.length - hits };
}
