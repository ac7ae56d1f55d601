import type { ReviewItem } from '#/server/domain/views.ts';

/** What the model gives a label, or null where that was not said (below the five likeliest, or withheld). */
export function probabilityOf(item: ReviewItem, label: string): number | null {
  const listed = item.probabilities.find((p) => p.label === label);
  if (listed) return listed.probability;
  if (label === item.suggestion?.label) return item.suggestion.probability;
  return label === item.sample.givenLabel ? item.pGiven : null;
}

/** .91, and 1.0 only for what rounds to it. */
export const shortFigure = (p: number): string => (p >= 0.995 ? '1.0' : p.toFixed(2).slice(1));
