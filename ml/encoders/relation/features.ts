import { stem, wordsOf } from './words.ts';

/** One of the two entities: UTF-16 offsets into the text, end exclusive. */
export interface Entity {
  start: number;
  end: number;
  type: string | null;
}

/** A sentence whose two entities are related, or not. */
export interface RelationItem {
  text: string;
  subject: Entity;
  object: Entity;
}

/** Words between the entities that are read as a whole. */
const shortBetween = 6;
/** Words beside the entities that are read. */
const beside = 3;
const farthest = 12;

/** How much each kind of feature weighs. Measured by `npm run bench -- relation`. */
export const weights = {
  entity: 1,
  head: 1,
  affix: 1,
  between: 1.5,
  pair: 1.5,
  triple: 1,
  whole: 1,
  length: 1,
  beside: 1,
  marked: 1,
  types: 1,
  anywhere: 0.3,
} as const;
export type FeatureKind = keyof typeof weights;

/**
 * What tells the relation of two entities in a sentence: their words, stems, beginnings and endings; the words between
 * them, alone, in twos and threes and as a whole; the words beside them; their types; how far apart they stand. Whatever
 * lies between or beside carries which entity comes first, since relations have a direction.
 */
export function readFeatures(
  { text, subject, object }: RelationItem,
  add: (kind: FeatureKind, term: string) => void,
): void {
  const forward = subject.start <= object.start;
  const [first, second] = forward ? [subject, object] : [object, subject];
  const to = forward ? '>' : '<';
  const left = wordsOf(text.slice(0, first.start)).map(stem);
  const between = wordsOf(text.slice(first.end, second.start)).map(stem);
  const right = wordsOf(text.slice(second.end)).map(stem);
  const heads = [entityFeatures('s', subject, text, add), entityFeatures('o', object, text, add)];
  if (subject.type || object.type) add('types', `t ${subject.type} ${object.type}`);

  for (const w of between) add('between', `b${to}${w}`);
  const fenced = ['[', ...between, ']'];
  for (let i = 0; i + 1 < fenced.length; i++) add('pair', `p${to}${fenced[i]} ${fenced[i + 1]}`);
  for (let i = 0; i + 2 < fenced.length; i++) add('triple', `q${to}${fenced[i]} ${fenced[i + 1]} ${fenced[i + 2]}`);
  if (between.length <= shortBetween) add('whole', `w${to}${between.join(' ')}`);
  add('length', `n${to}${Math.min(farthest, between.length)}`);

  const before = left.slice(-beside);
  const after = right.slice(0, beside);
  for (const w of before) add('beside', `l${to}${w}`);
  for (const w of after) add('beside', `r${to}${w}`);
  add('beside', `l1${to}${before.at(-1)}`);
  add('beside', `r1${to}${after[0]}`);
  if (before.length > 1) add('beside', `l2${to}${before.slice(-2).join(' ')}`);
  if (after.length > 1) add('beside', `r2${to}${after.slice(0, 2).join(' ')}`);

  const [subjectHead, objectHead] = heads;
  add('marked', `h ${subjectHead} ${objectHead}`);
  add('marked', `sn ${subjectHead} ${forward ? between[0] : after[0]}`);
  add('marked', `on ${forward ? between.at(-1) : before.at(-1)} ${objectHead}`);
  if (between.length > 0 && between.length <= 4) {
    add('marked', `sb${to}${subjectHead} ${between.join(' ')}`);
    add('marked', `ob${to}${between.join(' ')} ${objectHead}`);
  }
  for (const w of new Set([...left, ...right])) add('anywhere', `a ${w}`);
}

/** The entity's own words, its type, and of its last one stem, beginning and ending. @returns the stem of the last word */
function entityFeatures(
  role: 's' | 'o',
  { start, end, type }: Entity,
  text: string,
  add: (kind: FeatureKind, term: string) => void,
): string {
  const words = wordsOf(text.slice(start, end));
  for (const w of words) add('entity', `${role} ${w}`);
  const last = words.at(-1) ?? '';
  const head = stem(last);
  add('head', `${role}h ${head}`);
  if (type) add('types', `${role}t ${type}`);
  for (const n of [2, 3, 4]) if (last.length > n) add('affix', `${role}e ${last.slice(-n)}`);
  for (const n of [3, 4]) if (last.length > n) add('affix', `${role}b ${last.slice(0, n)}`);
  return head;
}
