import type { RelationText } from '#/server/domain/relation.ts';

/** What a row says about its relation, or the sentence that tells what is wrong with it. */
export type ReadRelation = { relation: RelationText } | { problem: string; column?: string };

/** A way in which published files write down two entities in a sentence. */
export interface RelationShape {
  /** What people call it, for the preview. */
  name: string;
  /** Do these columns look like it? `sample` gives the first rows. */
  fits(columns: readonly string[], sample: readonly Record<string, unknown>[]): boolean;
  /** Column of the sentence, where one column holds it. */
  textColumn(columns: readonly string[], sample: readonly Record<string, unknown>[]): string | undefined;
  read(fields: Record<string, unknown>, textColumn: string | undefined): ReadRelation;
}

/** A whole number from 0, also where a table gives it as text; null otherwise. */
export function offsetOf(value: unknown): number | null {
  const number =
    typeof value === 'bigint' || (typeof value === 'string' && /^\d+$/.test(value)) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

export function typeOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The columns that usually hold a sentence. */
export const textColumnOf = (columns: readonly string[]): string | undefined =>
  columns.find((column) => /^(text|sentence|content)$/i.test(column));

/** Checks that both entities are in the text, are not empty and do not overlap. */
export function checkedRelation(relation: RelationText): ReadRelation {
  const { text, subject, object } = relation;
  for (const [role, { start, end }] of [
    ['subject', subject],
    ['object', object],
  ] as const) {
    if (end <= start)
      return { problem: `the ${role} is empty (${start} to ${end}); an entity needs a first and a last character.` };
    if (end > text.length) return { problem: `the ${role} ends at character ${end}, but the text has ${text.length}.` };
  }
  if (subject.start < object.end && object.start < subject.end)
    return { problem: 'subject and object overlap; each character belongs to one of them at most.' };
  return { relation };
}
