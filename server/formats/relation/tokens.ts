import { joinTokens } from './joinTokens.ts';
import { checkedRelation, offsetOf, type ReadRelation, type RelationShape, typeOf } from './shape.ts';

const names = ['subj_start', 'subj_end', 'obj_start', 'obj_end'] as const;
const wordsOf = (fields: Record<string, unknown>) => fields.token ?? fields.tokens;

/** TACRED: `token[]` with `subj_start`, `subj_end`, `obj_start`, `obj_end`, both ends inclusive, and `subj_type`, `obj_type`. */
export const tokensShape: RelationShape = {
  name: 'words with positions, as in TACRED',
  fits: (columns) =>
    columns.some((c) => names.includes(c as (typeof names)[number])) &&
    (columns.includes('token') || columns.includes('tokens') || !columns.some((c) => /^(text|sentence)$/i.test(c))),
  textColumn: () => undefined,
  read(fields): ReadRelation {
    const words = wordsOf(fields);
    if (!Array.isArray(words) || words.length === 0)
      return {
        problem: 'the field “token” is missing; it holds the words of the sentence as a list.',
        column: 'token',
      };
    const tokens = words.map(String);
    const at: Record<string, number> = {};
    for (const name of names) {
      const value = offsetOf(fields[name]);
      if (value === null) return { problem: `“${name}” is not the number of a word, counted from 0.`, column: name };
      if (value >= tokens.length)
        return {
          problem: `“${name}” is ${value}, but the sentence has ${tokens.length} words (0 to ${tokens.length - 1}).`,
          column: name,
        };
      at[name] = value;
    }
    const { text, starts, ends } = joinTokens(tokens);
    for (const role of ['subj', 'obj'] as const)
      if (at[`${role}_end`]! < at[`${role}_start`]!)
        return { problem: `“${role}_end” is before “${role}_start”.`, column: `${role}_end` };
    const span = (role: 'subj' | 'obj') => ({
      start: starts[at[`${role}_start`]!]!,
      end: ends[at[`${role}_end`]!]!,
      type: typeOf(fields[`${role}_type`]),
    });
    return checkedRelation({ text, subject: span('subj'), object: span('obj') });
  },
};
