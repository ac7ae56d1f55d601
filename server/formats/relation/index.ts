import { headsShape } from './heads.ts';
import { marksShape } from './marks.ts';
import { offsetsShape } from './offsets.ts';
import type { ReadRelation, RelationShape } from './shape.ts';
import { tokensShape } from './tokens.ts';

/** Every way to write a relation down that is read, the most particular first. Adding one is one file and one entry. */
const shapes: readonly RelationShape[] = [tokensShape, headsShape, offsetsShape, marksShape];

/** How this input writes its relations; undefined when it has none. */
export function relationShapeOf(
  columns: readonly string[],
  sample: readonly Record<string, unknown>[],
): RelationShape | undefined {
  return shapes.find((shape) => shape.fits(columns, sample));
}

const offsetField = /^(subj|subject|obj|object)(_start|_end)?$/;

/** Every row tells by its own fields how it is written, so that one row without a field does not hide the others' shape. */
export function readRelation(fields: Record<string, unknown>, textColumn: string | undefined): ReadRelation {
  if (textColumn === undefined)
    return ('h' in fields && 't' in fields ? headsShape : tokensShape).read(fields, undefined);
  const offsets =
    Object.keys(fields).some((name) => offsetField.test(name)) && !marksShape.fits([textColumn], [fields]);
  return (offsets ? offsetsShape : marksShape).read(fields, textColumn);
}

/** Is a column read together with others, rather than by a role of its own? */
export const isRelationField = (column: string): boolean =>
  /^(tokens?|h|t|(subj|subject|obj|object)(_start|_end|_type)?|e[12]_type)$/.test(column) ||
  Object.values(around).some((name) => name.test(column));

const around = {
  before: /^(before|previous|prev_sentence|previous_sentence|left_context|context_before)$/i,
  after: /^(after|next|next_sentence|right_context|context_after)$/i,
};

/** The sentences around the one that holds the relation, where the row has them. */
export function sentencesAround(fields: Record<string, unknown>): { before?: string; after?: string } {
  const found: { before?: string; after?: string } = {};
  for (const side of ['before', 'after'] as const)
    for (const [name, value] of Object.entries(fields))
      if (around[side].test(name) && typeof value === 'string' && value.trim() !== '') found[side] = value;
  return found;
}
