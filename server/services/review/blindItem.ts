import type { ContentView, ReviewItem } from '#/server/domain/views.ts';
import type { Held } from './hold.ts';

interface Shown {
  content: ContentView;
  given: string | null;
  /** What the model would say instead of it, when it was served. */
  suggested: string | null;
  /** The model's likeliest classes: where no label was given, the pair is made of them. */
  likeliest: (string | null)[];
}

/**
 * A sample without anything that tells which of two labels is the given one: no id but our own, no place in the file, no
 * columns beside the content (a path may be among them), no suggestion, reasons or neighbours. Which label stands left
 * was drawn when it was leased, and is kept there.
 */
export function blindItem(held: Held, { content, given, suggested, likeliest }: Shown): ReviewItem {
  const second = suggested ?? likeliest.find((c) => c !== null && c !== given) ?? null;
  const first = given ?? likeliest.find((c) => c !== null && c !== second) ?? null;
  const pair = first === null || second === null ? null : { left: first, right: second };
  return {
    leaseId: held.id,
    expiresAt: held.expiresAt.toISOString(),
    sample: {
      id: String(held.sampleId),
      externalId: null,
      row: null,
      split: null,
      content: { ...content, details: [] },
      givenLabel: null,
      currentLabel: null,
    },
    blind: pair && held.flipped ? { left: pair.right, right: pair.left } : pair,
    suggestion: null,
    pGiven: null,
    probabilities: [],
    reasons: [],
    neighbors: [],
    visual: null,
    rank: null,
  };
}
