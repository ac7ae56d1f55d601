import type { NeighborGraph } from '#/ml/geometry/geometry.types.ts';

/** How sharply nearer neighbours count more. */
const SHARPNESS = 10;

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
  const { k, index, similarity } = graph;
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
      const weight = Math.exp(SHARPNESS * (similarity[n] - 1));
      total += weight;
      voters++;
      if (soft) for (let c = 0; c < classes; c++) share[c] += weight * soft[other * classes + c];
      else share[label] += weight;
    }
    const scale = voters === 0 ? 0 : voters / total;
    const floor = voters + 0.5 * classes;
    for (let c = 0; c < classes; c++) votes[i * classes + c] = Math.log((share[c] * scale + 0.5) / floor);
  }
  return votes;
}
