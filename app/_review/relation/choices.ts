import type { TypePairsView } from '#/server/domain/relationViews.ts';
import type { ClassView, ReviewItem } from '#/server/domain/views.ts';

/** Labels with a digit at most: what a 13-inch screen holds beside the sentence. */
const most = 6;

export interface RelationChoice {
  label: string;
  /** The digit that chooses it, fixed per pair of types; null for a label that only this sample brings in. */
  hotKey: string | null;
}

export interface RelationChoices {
  choices: RelationChoice[];
  subject: string | null;
  object: string | null;
  /** Labels that occur between these types, the negative class not counted. */
  fitting: number;
  negative: string | null;
}

/**
 * The labels offered for a sentence: 1 to 6 are those the data gives its pair of types most often, 0 is the negative
 * class. A given or suggested label beyond them joins without a digit, before the negative class. Null for other samples.
 */
export function relationChoices(
  item: ReviewItem,
  pairs: TypePairsView,
  classes: readonly ClassView[],
): RelationChoices | null {
  const { content, givenLabel } = item.sample;
  if (content.kind !== 'relation') return null;
  const [subject, object] = [content.subject.type, content.object.type];
  const known = new Set(classes.map((c) => c.name));
  const labels = (pairs.pairs.find((p) => p.subject === subject && p.object === object)?.labels ?? []).filter((l) =>
    known.has(l.label),
  );
  const negative = pairs.negative !== null && known.has(pairs.negative) ? pairs.negative : null;
  const choices: RelationChoice[] = labels.slice(0, most).map(({ label }, i) => ({ label, hotKey: String(i + 1) }));
  // In a blind queue the two stand in the order drawn for it, which tells nothing.
  const own = [item.blind?.left, item.blind?.right, givenLabel, item.suggestion?.label];
  for (const label of own)
    if (label != null && label !== negative && !choices.some((c) => c.label === label))
      choices.push({ label, hotKey: null });
  if (negative !== null) choices.push({ label: negative, hotKey: '0' });
  return { choices, subject, object, fitting: labels.length, negative };
}
