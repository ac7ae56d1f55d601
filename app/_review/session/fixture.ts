import type { ReviewItem } from '#/server/domain/views.ts';

/** A leased text sample for the tests of this folder. */
export function testItem(
  id: string,
  more: { given?: string | null; suggested?: string | null; expiresAt?: string } = {},
): ReviewItem {
  const suggested = more.suggested === undefined ? 'spam' : more.suggested;
  const given = more.given === undefined ? 'ham' : more.given;
  return {
    leaseId: `lease-${id}`,
    expiresAt: more.expiresAt ?? '2030-01-01T00:00:00.000Z',
    sample: {
      id,
      externalId: `row-${id}`,
      row: Number(id),
      split: null,
      content: { kind: 'text', title: null, text: `sample ${id}`, details: [] },
      givenLabel: given,
      currentLabel: given,
    },
    blind: null,
    suggestion: suggested === null ? null : { label: suggested, probability: 0.9 },
    pGiven: 0.1,
    probabilities: [],
    reasons: [],
    neighbors: [],
    visual: null,
    rank: 1,
  };
}
