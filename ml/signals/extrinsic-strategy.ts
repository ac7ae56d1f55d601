import { nearestAmong } from '#/ml/signals/nearest-among.ts';
import type { Signal, SignalInput } from '#/ml/signals/signal.ts';

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
  compute(input) {
    const { given, settled, negative, classes } = input;
    const values = new Float32Array(given.length);
    if (negative < 0) return values;
    const carried = new Int32Array(classes);
    for (const label of settled) if (label >= 0) carried[label]++;
    const labelled = Array.from(given.keys()).filter((i) => given[i] >= 0 && carried[given[i]] >= extrinsicNeighbors);
    asked(input, labelled).forEach(({ against, of }, q) => {
      if (against.length === 0) return;
      const mean = against.reduce((sum, { cosine }) => sum + cosine, 0) / against.length;
      // Ties at the same distance may make more than k.
      const count = (against.length * extrinsicNeighbors) / Math.max(extrinsicNeighbors, of);
      values[labelled[q]] = Math.max(0, (count - (1 - mean) / 2) / extrinsicNeighbors);
    });
    return values;
  },
};

/** What the neighbours say that the strategy holds against the labels of these rows, nearest first, at most k each. */
export function saidByReviewed(input: SignalInput, rows: readonly number[]): Map<number, number[]> {
  return new Map(
    asked(input, rows).map(({ against }, q) => [rows[q], against.slice(0, extrinsicNeighbors).map(({ said }) => said)]),
  );
}

/** Asks the nearest reviewed samples of each row: who is against its label, nearest first, and of how many. */
function asked(
  { given, settled, axes, negative }: SignalInput,
  rows: readonly number[],
): { against: Vote[]; of: number }[] {
  const reviewed = Array.from(settled.keys()).filter((i) => settled[i] >= 0);
  if (reviewed.length === 0) return [];
  return nearestAmong(axes, rows, reviewed, extrinsicNeighbors).map((near, q) => {
    const label = given[rows[q]];
    const against = near.rows.flatMap((row, n) =>
      settled[row] === label ? [] : [{ said: settled[row], cosine: near.cosines[n] }],
    );
    return { against: label === negative ? mostFrequent(against) : against, of: near.rows.length };
  });
}

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
