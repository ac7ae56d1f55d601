import type { EntitySpan } from '#/server/domain/relation.ts';
import { joinTokens } from './joinTokens.ts';
import { checkedRelation, isObject, offsetOf, type ReadRelation, type RelationShape, typeOf } from './shape.ts';

/**
 * OpenNRE and what follows it: `h` and `t`, each `{name, pos: [start, end]}` with an exclusive end, counted in words where
 * there is a list `token`, else in characters of `text`.
 */
export const headsShape: RelationShape = {
  name: 'head and tail with positions',
  fits: (columns, sample) =>
    columns.includes('h') && columns.includes('t') && sample.some(({ h, t }) => isObject(h) && isObject(t)),
  textColumn: () => undefined,
  read(fields): ReadRelation {
    const words = fields.token ?? fields.tokens;
    const joined = Array.isArray(words) ? joinTokens(words.map(String)) : null;
    const text = joined?.text ?? (typeof fields.text === 'string' ? fields.text : '');
    if (text === '') return { problem: 'there is neither a list “token” nor a “text”.' };
    const units = joined ? joined.starts.length : text.length;
    const spans: EntitySpan[] = [];
    for (const name of ['h', 't']) {
      const entity = fields[name];
      const pos = isObject(entity) && Array.isArray(entity.pos) ? entity.pos.map(offsetOf) : [];
      const [start, end] = pos;
      if (pos.length !== 2 || start == null || end == null)
        return { problem: `“${name}” has no “pos” with a start and an end.`, column: name };
      if (start >= end || end > units)
        return {
          problem: `“${name}” goes from ${start} to ${end}, outside the ${units} ${joined ? 'words' : 'characters'}.`,
          column: name,
        };
      const type = isObject(entity) ? typeOf(entity.type) : null;
      spans.push(joined ? { start: joined.starts[start]!, end: joined.ends[end - 1]!, type } : { start, end, type });
    }
    return checkedRelation({ text, subject: spans[0]!, object: spans[1]! });
  },
};
