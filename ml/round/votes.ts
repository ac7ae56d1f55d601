import type { NeighborGraph } from '#/ml/geometry/geometry.types.ts';

/** How sharply nearer neighbours count more. */
const SHARPNESS = 10;

const known = new WeakMap<Float32Array, Float64Array>();

/** How much each neighbour counts, [N × k]; computed once per graph. */
export function weightsOf({ similarity }: NeighborGraph): Float64Array {
  let weights = known.get(similarity);
  if (!weights) {
    weights = Float64Array.from(similarity, (s) => Math.exp(SHARPNESS * (s - 1)));
    known.set(similarity, weights);
  }
  return weights;
}

/**
 * Leave-one-out votes of the neighbours, log((k·share + ½)/(k + ½K)) per class, [N × K]. A neighbour votes with its hard
 * target or its soft one; rows without a target and rows left out together with this one do not vote. The row's own label
 * never enters, and what is summed for a row does not depend on it.
 */
export function neighborVotes(
  graph: NeighborGraph,
  classes: number,
  target: Int32Array,
  soft: Float32Array | null,
  setOf: Int32Array,
): Float32Array {
  const { k, index } = graph;
  const weights = weightsOf(graph);
  // Most classes get no vote: what that comes to depends on the number of voters alone.
  const none = Float64Array.from({ length: k + 1 }, (_, voters) => Math.log(0.5 / (voters + 0.5 * classes)));
  const rows = target.length;
  const votes = new Float32Array(rows * classes);
  const share = new Float64Array(classes);
  for (let i = 0; i < rows; i++) {
    share.fill(0);
    let total = 0;
    let voters = 0;
    const set = setOf[i];
    for (let n = i * k; n < (i + 1) * k; n++) {
      const other = index[n];
      if (other < 0) break;
      const label = target[other];
      if (label < 0 || (set >= 0 && setOf[other] === set)) continue;
      const weight = weights[n];
      total += weight;
      voters++;
      if (soft) for (let c = 0; c < classes; c++) share[c] += weight * soft[other * classes + c];
      else share[label] += weight;
    }
    const scale = voters === 0 ? 0 : voters / total;
    const floor = voters + 0.5 * classes;
    for (let c = 0; c < classes; c++)
      votes[i * classes + c] = share[c] === 0 ? none[voters] : Math.log((share[c] * scale + 0.5) / floor);
  }
  return votes;
}
