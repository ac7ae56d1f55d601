import type { ExcludeReason } from '#/server/domain/verdict.ts';

/** Reasons to exclude in their order; the menu takes the number or the first letter. */
export const excludeReasons: readonly { reason: ExcludeReason; key: string; letter: string; says: string }[] = [
  { reason: 'broken', key: '1', letter: 'b', says: 'cannot be read or seen' },
  { reason: 'out of scope', key: '2', letter: 'o', says: 'does not belong in this dataset' },
  { reason: 'wrong spans', key: '3', letter: 'w', says: 'marked or cut in the wrong place' },
  { reason: 'duplicate', key: '4', letter: 'd', says: 'is here more than once' },
  { reason: 'private', key: '5', letter: 'p', says: 'holds what should not be shared' },
];

/** The reason a press in the menu names, or null. */
export function reasonFor(key: string): ExcludeReason | null {
  return excludeReasons.find((r) => r.key === key || r.letter === key.toLowerCase())?.reason ?? null;
}
