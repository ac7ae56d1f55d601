/** One annotator's label of one item. */
export interface Rating {
  item: number;
  annotator: number;
  /** 0…K−1. */
  label: number;
}

/** Ratings of `items` items by `annotators` annotators into `classes` classes. */
export interface Ratings {
  items: number;
  annotators: number;
  classes: number;
  ratings: readonly Rating[];
}

/** [items] The ratings of each item. */
export function byItem({ items, ratings }: Ratings): Rating[][] {
  const lists: Rating[][] = Array.from({ length: items }, () => []);
  for (const r of ratings) lists[r.item]!.push(r);
  return lists;
}

/** [annotators] The ratings of each annotator. */
export function byAnnotator({ annotators, ratings }: Ratings): Rating[][] {
  const lists: Rating[][] = Array.from({ length: annotators }, () => []);
  for (const r of ratings) lists[r.annotator]!.push(r);
  return lists;
}

/** Index of the largest value; of equal ones the first. */
export function argMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
