import { argMax, byItem, type Ratings } from './ratings.ts';

/**
 * The label most annotators gave, per item. Ties go to the class that the model finds likelier, else to the class given
 * more often over all items, else to the lower one. −1 where nobody rated.
 * @param model [items × K] predicted probabilities
 */
export function majority(r: Ratings, model?: ArrayLike<number>): Int32Array {
  const totals = new Float64Array(r.classes);
  for (const { label } of r.ratings) totals[label]! += 1;
  const all = Math.max(1, r.ratings.length);
  return Int32Array.from(byItem(r), (list, item) => {
    if (list.length === 0) return -1;
    const votes = Float64Array.from(totals, (t) => t / all / 1e6);
    for (const { label } of list) votes[label]! += 1;
    if (model) for (let k = 0; k < r.classes; k++) votes[k]! += model[item * r.classes + k]! / 1e2;
    return argMax(votes);
  });
}
