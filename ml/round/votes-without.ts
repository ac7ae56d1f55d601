import type { NeighborGraph } from '#/ml/geometry/geometry.types.ts';
import type { FirstPass } from '#/ml/round/first-pass.ts';
import { twoOut } from '#/ml/round/leave-two-out.ts';
import { likelihood, type Targets } from '#/ml/round/targets.ts';
import { weightsOf } from '#/ml/round/votes.ts';

/** Turns scores into a soft target: softmax, times the chance of what is known about row j; sums to one or is zero. */
function toTarget(scores: Float64Array, j: number, targets: Targets, noise: Float64Array): void {
  const { classes, given, rejected, leaning } = targets;
  const no = rejected.get(j);
  const lean = leaning.get(j);
  const y = given[j];
  let top = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < classes; c++) if (scores[c] > top) top = scores[c];
  let total = 0;
  for (let c = 0; c < classes; c++) {
    const seen = (y < 0 ? 1 : noise[c * classes + y]) * (lean ? likelihood(lean, c, classes) : 1);
    scores[c] = no?.has(c) ? 0 : Math.exp(scores[c] - top) * seen;
    total += scores[c];
  }
  if (total > 0) for (let c = 0; c < classes; c++) scores[c] /= total;
}

/**
 * Votes of neighbours by their soft targets, log((k·share + ½)/(k + ½K)) per class [N × K], where each neighbour's target
 * is what the first pass makes of it without the label of the row that it votes on. The targets as they are owe a little to
 * that label, and where the noise is strong that little is what a stack judged by the given labels would go by
 * (`docs/adr/own-labels.md`). `voters` [N]: −1 does not vote. Rows left out together with this one do not vote.
 */
export function votesWithout(
  graph: NeighborGraph,
  targets: Targets,
  setOf: Int32Array,
  voters: Int32Array,
  first: FirstPass,
): Float32Array {
  const { classes, settled, target } = targets;
  const { k, index } = graph;
  const rows = target.length;
  const near = weightsOf(graph);
  const experts = first.ridges.length;
  const votesBefore = first.outputs[experts];
  const votesWeight = first.weights[experts];
  const apart = (i: number, j: number) => setOf[i] < 0 || setOf[i] !== setOf[j];
  // How many voted on each row in the first pass, and with what weight in all.
  const count = new Int32Array(rows);
  const weight = new Float64Array(rows);
  for (let i = 0; i < rows; i++)
    for (let n = i * k; n < (i + 1) * k && index[n] >= 0; n++) {
      if (target[index[n]] < 0 || !apart(i, index[n])) continue;
      count[i]++;
      weight[i] += near[n];
    }
  // What the stack says about each row before anything is taken out.
  const known = new Float32Array(rows * classes);
  for (let at = 0; at < known.length; at++) {
    known[at] = first.weights[experts + 1 + (at % classes)];
    for (let e = 0; e <= experts; e++) known[at] += first.weights[e] * first.outputs[e][at];
  }
  const scores = new Float64Array(classes);
  /** Takes the vote of row i back from the scores of row j, where i is a neighbour of j. */
  const takeVote = (i: number, j: number) => {
    if (votesWeight === 0 || target[i] < 0 || !apart(i, j)) return;
    let at = j * k;
    while (at < (j + 1) * k && index[at] !== i) at++;
    if (at === (j + 1) * k) return;
    const own = near[at];
    const others = count[j] - 1;
    for (let c = 0; c < classes; c++) {
      const was = votesBefore[j * classes + c];
      const share = ((Math.exp(was) * (count[j] + 0.5 * classes) - 0.5) * weight[j]) / count[j];
      const rest = Math.max(0, share - (target[i] === c ? own : 0));
      const left = others > 0 ? (rest * others) / (weight[j] - own) : 0;
      scores[c] += votesWeight * (Math.log((left + 0.5) / (others + 0.5 * classes)) - was);
    }
  };
  const ridges = twoOut(first, target, classes);
  const votes = new Float32Array(rows * classes);
  const share = new Float64Array(classes);
  for (let i = 0; i < rows; i++) {
    share.fill(0);
    let total = 0;
    let heard = 0;
    ridges.without(i);
    for (let n = i * k; n < (i + 1) * k && index[n] >= 0; n++) {
      const j = index[n];
      if (voters[j] < 0 || !apart(i, j)) continue;
      total += near[n];
      heard++;
      if (settled[j] >= 0) {
        share[settled[j]] += near[n];
        continue;
      }
      for (let c = 0; c < classes; c++) scores[c] = known[j * classes + c];
      ridges.take(j, scores);
      takeVote(i, j);
      toTarget(scores, j, targets, first.noise);
      for (let c = 0; c < classes; c++) share[c] += near[n] * scores[c];
    }
    const scale = heard === 0 ? 0 : heard / total;
    for (let c = 0; c < classes; c++)
      votes[i * classes + c] = Math.log((share[c] * scale + 0.5) / (heard + 0.5 * classes));
  }
  return votes;
}
