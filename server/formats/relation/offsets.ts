import type { EntitySpan } from '#/server/domain/relation.ts';
import {
  checkedRelation,
  isObject,
  offsetOf,
  type ReadRelation,
  type RelationShape,
  textColumnOf,
  typeOf,
} from './shape.ts';

const roles = { subject: ['subject', 'subj'], object: ['object', 'obj'] } as const;

/** The span of one entity: `{start, end, type}` under `subject`, or flat as `subj_start`, `subject_start` … */
function spanOf(fields: Record<string, unknown>, role: keyof typeof roles): EntitySpan | null {
  const [name, short] = roles[role];
  const nested = fields[name] ?? fields[short];
  const from = isObject(nested)
    ? nested
    : {
        start: fields[`${name}_start`] ?? fields[`${short}_start`],
        end: fields[`${name}_end`] ?? fields[`${short}_end`],
        type: fields[`${name}_type`] ?? fields[`${short}_type`],
      };
  const start = offsetOf(from.start);
  const end = offsetOf(from.end);
  return start === null || end === null ? null : { start, end, type: typeOf(from.type) };
}

/** A sentence with character offsets, ends exclusive, counted as JavaScript and Java count (UTF-16). */
export const offsetsShape: RelationShape = {
  name: 'a sentence with character offsets',
  fits: (columns, sample) =>
    textColumnOf(columns) !== undefined &&
    sample.some((fields) => spanOf(fields, 'subject') !== null && spanOf(fields, 'object') !== null),
  textColumn: textColumnOf,
  read(fields, textColumn): ReadRelation {
    const text = textColumn === undefined ? undefined : fields[textColumn];
    if (typeof text !== 'string' || text === '') return { problem: 'the sentence is missing.', column: textColumn };
    const subject = spanOf(fields, 'subject');
    const object = spanOf(fields, 'object');
    if (subject === null || object === null)
      return { problem: `the ${subject === null ? 'subject' : 'object'} has no start and end in characters.` };
    return checkedRelation({ text, subject, object });
  },
};
