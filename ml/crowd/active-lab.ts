import type { Crowdlab } from './crowdlab.ts';
import { byItem, type Ratings } from './ratings.ts';

/**
 * Goh and Mueller, “ActiveLab: Active learning with re-labeling by multiple annotators” (2023): whom one more label would
 * tell most about, low first. Rated items and new ones stand on one scale, so the order says whether to relabel or to go on.
 * @param model [items × K] out-of-sample probabilities
 * @returns [items] in (0,1]
 */
export function activeLab(r: Ratings, model: ArrayLike<number>, crowd: Crowdlab): Float64Array {
  const { modelWeight, annotatorWeights } = crowd;
  const usual = annotatorWeights.reduce((s, w) => s + w, 0) / Math.max(1, r.annotators);
  const K = r.classes;
  return Float64Array.from(byItem(r), (list, i) => {
    let sure = crowd.quality[i]!;
    if (list.length === 0) for (let k = 0; k < K; k++) sure = Math.max(sure, model[i * K + k]!);
    const known = modelWeight + list.reduce((s, x) => s + annotatorWeights[x.annotator]!, 0);
    return (sure * known + usual / K) / (known + usual);
  });
}
