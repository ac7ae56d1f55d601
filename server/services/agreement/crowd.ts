import { crowdlab } from '#/ml/crowd/crowdlab.ts';
import { dawidSkene } from '#/ml/crowd/dawid-skene.ts';
import { majority } from '#/ml/crowd/majority.ts';
import { argMax, type Ratings } from '#/ml/crowd/ratings.ts';
import type { ReadSample } from './readings.ts';

/** The readings that choose a class, as the crowd methods take them. */
export interface Crowd {
  ratings: Ratings;
  /** [items] */
  sampleIds: number[];
  /** [annotators] */
  userIds: string[];
}

export function toCrowd(samples: readonly ReadSample[], classes: number): Crowd {
  const chosen = samples.filter((s) => s.readings.some((r) => r.label !== null));
  const userIds = [...new Set(chosen.flatMap((s) => s.readings.map((r) => r.userId)))].sort();
  const annotator = new Map(userIds.map((id, i) => [id, i]));
  const ratings = chosen.flatMap((s, item) =>
    s.readings.flatMap((r) =>
      r.label === null ? [] : [{ item, annotator: annotator.get(r.userId)!, label: r.label }],
    ),
  );
  return {
    ratings: { items: chosen.length, annotators: userIds.length, classes, ratings },
    sampleIds: chosen.map((s) => s.sampleId),
    userIds,
  };
}

export type ConsensusMethod = 'majority' | 'dawid-skene' | 'crowdlab';

/** [items] The class that a method makes of the readings; −1 where nobody chose one. @param model [items × K] */
export function consensusBy(method: ConsensusMethod, { ratings }: Crowd, model: Float64Array): Int32Array {
  if (method === 'crowdlab') return crowdlab(ratings, model).consensus;
  if (method === 'majority') return majority(ratings, model);
  const { posterior } = dawidSkene(ratings);
  const K = ratings.classes;
  return Int32Array.from({ length: ratings.items }, (_, i) => argMax(posterior.subarray(i * K, i * K + K)));
}
