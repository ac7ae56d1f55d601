import type { Signal } from '#/ml/signals/signal.ts';

/** What several models say about given labels; all [N]. */
export interface Votes {
  /** Models that predict something for the sample. */
  models: Int16Array;
  /** Of those, the ones that predict another label than the given one. */
  against: Int16Array;
  /** The label most of those predict, the lower index of equals; −1 where nobody is against. */
  alternative: Int16Array;
  /** How many predict it. */
  alternatives: Int16Array;
}

/**
 * Counts the models against each given label.
 * @param given [N] class index, −1 where there is none: nobody is against it then
 * @param predictions one array [N] of class indexes per model, −1 where the model says nothing
 */
export function countVotes(given: ArrayLike<number>, predictions: readonly ArrayLike<number>[]): Votes {
  const n = given.length;
  const votes: Votes = {
    models: new Int16Array(n),
    against: new Int16Array(n),
    alternative: new Int16Array(n).fill(-1),
    alternatives: new Int16Array(n),
  };
  const counts = new Map<number, number>();
  for (let row = 0; row < n; row++) {
    counts.clear();
    for (const predicted of predictions) {
      const label = predicted[row];
      if (label < 0) continue;
      votes.models[row]++;
      if (given[row] < 0 || label === given[row]) continue;
      votes.against[row]++;
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    for (const [label, count] of counts)
      if (count > votes.alternatives[row] || (count === votes.alternatives[row] && label < votes.alternative[row])) {
        votes.alternatives[row] = count;
        votes.alternative[row] = label;
      }
  }
  return votes;
}

/**
 * [N] share of the models, of those that predict something, whose label is not the given one: how TACRED Revisited chose
 * what to look at (Alt, Gabryszak and Hennig, 2020). 0 without a given label or a prediction.
 */
export function shareOfModelsAgainst(
  given: ArrayLike<number>,
  predictions: readonly ArrayLike<number>[],
): Float32Array {
  const { models, against } = countVotes(given, predictions);
  return Float32Array.from(models, (count, row) => (count === 0 ? 0 : against[row] / count));
}

/** How many of the user's models predict another label. They should not have learned from the sample itself. */
export const modelsDisagree: Signal = {
  id: 'models-disagree',
  name: 'Models and label disagree',
  queue: {
    name: 'Models and label disagree',
    description: 'Samples for which most of your own models predict another label.',
  },
  threshold: 0.5,
  needs: 'modelsAgainst',
  compute: ({ given, modelsAgainst }) =>
    Float32Array.from(given, (label, row) => (label < 0 ? 0 : (modelsAgainst?.[row] ?? 0))),
};
