import { nearestAmong } from '#/ml/signals/nearest-among.ts';
import type { Signal } from '#/ml/signals/signal.ts';

/** Reviewed neighbours that are asked. */
export const extrinsicNeighbors = 5;

/**
 * Extrinsic strategy (Noise in Relation Classification Dataset TACRED): the k nearest among the samples that people have
 * reviewed are asked. A negative is doubted by the most frequent relation among them, a positive, as an extension, by all
 * that carry another label. With c of k against the given label at the mean cosine m, the value is (c − (1 − m)/2)/k, so
 * c = ⌈k·value⌉ and ½ or more means that most are against it. Grows with every decision. People review what is doubted
 * first: a label that fewer than k reviewed samples carry could not have been near, so nothing is said of it yet.
 */
export const extrinsicStrategy: Signal = {
  id: 'extrinsic-strategy',
  name: 'Unlike reviewed neighbours',
  queue: {
    name: 'Unlike reviewed neighbours',
    description: 'Samples whose nearest reviewed samples carry another label.',
  },
  threshold: 0.5,
  needs: 'negativeClass',
  compute({ given, settled, axes, negative, classes }) {
    const values = new Float32Array(given.length);
    if (negative < 0) return values;
    const reviewed: number[] = [];
    const carried = new Int32Array(classes);
    for (let i = 0; i < given.length; i++) {
      if (settled[i] < 0) continue;
      reviewed.push(i);
      carried[settled[i]]++;
    }
    const labelled = Array.from(given.keys()).filter((i) => given[i] >= 0 && carried[given[i]] >= extrinsicNeighbors);
    if (reviewed.length === 0) return values;
    nearestAmong(axes, labelled, reviewed, extrinsicNeighbors).forEach((near, q) => {
      const label = given[labelled[q]];
      const against = near.rows.flatMap((row, n) =>
        settled[row] === label ? [] : [{ said: settled[row], cosine: near.cosines[n] }],
      );
      const chosen = label === negative ? mostFrequent(against) : against;
      if (chosen.length === 0) return;
      const mean = chosen.reduce((sum, { cosine }) => sum + cosine, 0) / chosen.length;
      // Ties at the same distance may make more than k.
      const count = (chosen.length * extrinsicNeighbors) / Math.max(extrinsicNeighbors, near.rows.length);
      values[labelled[q]] = Math.max(0, (count - (1 - mean) / 2) / extrinsicNeighbors);
    });
    return values;
  },
};

interface Vote {
  said: number;
  cosine: number;
}

/** The votes for the label that has most; of equals for the nearer one, then for the lower index. */
function mostFrequent(votes: readonly Vote[]): Vote[] {
  const byLabel = new Map<number, Vote[]>();
  for (const vote of votes) byLabel.set(vote.said, [...(byLabel.get(vote.said) ?? []), vote]);
  const nearness = (some: Vote[]) => some.reduce((sum, { cosine }) => sum + cosine, 0);
  const [first] = [...byLabel].sort(([a, x], [b, y]) => y.length - x.length || nearness(y) - nearness(x) || a - b);
  return first?.[1] ?? [];
}
