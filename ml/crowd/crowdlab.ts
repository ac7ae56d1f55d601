import { majority } from './majority.ts';
import { argMax, byAnnotator, byItem, type Rating, type Ratings } from './ratings.ts';

export interface Crowdlab {
  /** [items] Consensus; −1 where nobody rated. */
  consensus: Int32Array;
  /** [items] How likely the consensus is right; 0 where nobody rated. */
  quality: Float64Array;
  modelWeight: number;
  /** [annotators] */
  annotatorWeights: Float64Array;
  /** [annotators] */
  annotatorQuality: Float64Array;
}

const least = 1e-6;

/**
 * Goh, Tkachenko and Mueller, “CROWDLAB: Supervised learning to infer consensus labels and quality scores for data with
 * multiple annotators” (2022). A model's probabilities and the annotators' labels are averaged, each weighted by how
 * much better than a constant guess it does where several annotators rated. The consensus is the likeliest class of the
 * first pass, which starts from the majority; the second pass weighs all anew against it.
 * @param model [items × K] out-of-sample probabilities
 */
export function crowdlab(r: Ratings, model: ArrayLike<number>): Crowdlab {
  const lists = byItem(r);
  const first = weigh(r, lists, majority(r, model), model);
  const K = r.classes;
  const consensus = Int32Array.from(lists, (list, i) =>
    list.length === 0 ? -1 : argMax(first.posterior.subarray(i * K, i * K + K)),
  );
  const second = weigh(r, lists, consensus, model);
  return {
    consensus,
    quality: Float64Array.from(consensus, (c, i) => (c < 0 ? 0 : second.posterior[i * K + c]!)),
    modelWeight: second.modelWeight,
    annotatorWeights: second.weights,
    annotatorQuality: qualities(r, lists, consensus, second),
  };
}

interface Weighed {
  posterior: Float64Array;
  modelWeight: number;
  weights: Float64Array;
}

const mean = (values: readonly number[]) => values.reduce((s, v) => s + v, 0) / Math.max(1, values.length);

function weigh(r: Ratings, lists: Rating[][], consensus: Int32Array, model: ArrayLike<number>): Weighed {
  const K = r.classes;
  const several = lists.flatMap((list, i) => (list.length > 1 ? [i] : []));
  const counts = new Float64Array(K);
  for (const i of several) counts[consensus[i]!]! += 1;
  const constant = argMax(counts);
  const guess = Math.max(least, mean(several.map((i) => (consensus[i] === constant ? 0 : 1))));
  const likelihood = mean(several.map((i) => mean(lists[i]!.map((x) => (x.label === consensus[i] ? 1 : 0)))));
  const weights = Float64Array.from(agreementWithOthers(r, lists), (a) => Math.max(least, 1 - (1 - a) / guess));
  const predicted = (i: number) => argMax(Array.from({ length: K }, (_, k) => model[i * K + k]!));
  const modelError = mean(several.map((i) => (predicted(i) === consensus[i] ? 0 : 1)));
  const perItem = mean(lists.filter((l) => l.length > 0).map((l) => l.length));
  const modelWeight = Math.max(least, 1 - modelError / guess) * Math.sqrt(perItem);
  const posterior = new Float64Array(r.items * K);
  const elsewhere = (1 - likelihood) / Math.max(1, K - 1);
  for (const [i, list] of lists.entries()) {
    const total = modelWeight + list.reduce((s, x) => s + weights[x.annotator]!, 0);
    for (let k = 0; k < K; k++) {
      let sum = modelWeight * model[i * K + k]!;
      for (const x of list) sum += weights[x.annotator]! * (x.label === k ? likelihood : elsewhere);
      posterior[i * K + k] = sum / total;
    }
  }
  return { posterior, modelWeight, weights };
}

/** How often each annotator says what the others say, by pairs; who rated nothing together with others gets the mean. */
function agreementWithOthers(r: Ratings, lists: Rating[][]): number[] {
  const own = byAnnotator(r).map((ratings) => {
    let agreed = 0;
    let pairs = 0;
    for (const { item, label } of ratings) {
      const list = lists[item]!;
      if (list.length < 2) continue;
      agreed += list.filter((o) => o.label === label).length - 1;
      pairs += list.length - 1;
    }
    return pairs === 0 ? null : agreed / pairs;
  });
  const known = own.filter((a) => a !== null);
  const usual = known.length ? mean(known) : 1;
  return own.map((a) => a ?? usual);
}

/** How likely each annotator's labels are after both passes, and their agreement with the consensus, in the weights' proportion. */
function qualities(
  r: Ratings,
  lists: Rating[][],
  consensus: Int32Array,
  { modelWeight, weights, posterior }: Weighed,
): Float64Array {
  const perItem = mean(lists.filter((l) => l.length > 0).map((l) => l.length));
  const crowd = (weights.reduce((s, w) => s + w, 0) * perItem) / Math.max(1, r.annotators);
  const w = modelWeight / (modelWeight + crowd);
  return Float64Array.from(byAnnotator(r), (ratings) => {
    const byModel = mean(ratings.map((x) => posterior[x.item * r.classes + x.label]!));
    const shared = ratings.filter((x) => lists[x.item]!.length > 1);
    const byCrowd = shared.length ? mean(shared.map((x) => (x.label === consensus[x.item] ? 1 : 0))) : byModel;
    return w * byModel + (1 - w) * byCrowd;
  });
}
