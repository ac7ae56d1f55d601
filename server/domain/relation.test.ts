import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessNegativeClass, piecesOf, type RelationText, windowOf } from './relation.ts';

const span = (start: number, end: number) => ({ start, end, type: null });
const relations = fc
  .tuple(
    fc.string({ maxLength: 40 }),
    fc.string({ minLength: 1 }),
    fc.string(),
    fc.string({ minLength: 1 }),
    fc.string(),
  )
  .chain((parts) =>
    fc.boolean().map((turned): RelationText => {
      const ends = parts.map((_, i) => parts.slice(0, i + 1).join('').length);
      const spans = [span(ends[0]!, ends[1]!), span(ends[2]!, ends[3]!)];
      const [subject, object] = turned ? [spans[1]!, spans[0]!] : [spans[0]!, spans[1]!];
      return { text: parts.join(''), subject, object };
    }),
  );
const entities = ({ text, subject, object }: RelationText) => [
  text.slice(subject.start, subject.end),
  text.slice(object.start, object.end),
];

describe('a relation’s text', () => {
  it('is cut into pieces that add up to it, its entities named', () => {
    fc.assert(
      fc.property(relations, (relation) => {
        const pieces = piecesOf(relation);
        expect(pieces.map((p) => p.text).join('')).toBe(relation.text);
        const [subject, object] = entities(relation);
        expect(pieces.find((p) => p.role === 'subject')?.text).toBe(subject);
        expect(pieces.find((p) => p.role === 'object')?.text).toBe(object);
      }),
    );
  });

  it('keeps both entities in a window, however short that is', () => {
    fc.assert(
      fc.property(relations, fc.integer({ min: 0, max: 60 }), (relation, characters) => {
        const seen = windowOf(relation, characters);
        expect(entities(seen)).toEqual(entities(relation));
        if (relation.text.length <= characters) expect(seen).toBe(relation);
      }),
    );
  });
});

it('knows the names that published datasets give to no relation', () => {
  expect(guessNegativeClass(['Other', 'no_relation', 'per:title'])).toBe('no_relation');
  expect(guessNegativeClass(['Cause-Effect(e1,e2)', 'Other'])).toBe('Other');
  expect(guessNegativeClass(['cats', 'dogs'])).toBeNull();
});
