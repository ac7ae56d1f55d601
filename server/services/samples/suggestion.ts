import type { ClassNames } from '#/server/services/queues/classes.ts';

/** Under this probability a class is no suggestion as long as the given label is likelier. */
const faint = 0.02;

/** What the model would say instead of the given label; null where it has no other class worth naming. */
export function toSuggestion(
  classes: ClassNames,
  index: number,
  probability: number,
  pGiven: number,
): { label: string; probability: number } | null {
  const label = classes.nameOf(index);
  if (label === null || (probability < faint && pGiven > probability)) return null;
  return { label, probability };
}
