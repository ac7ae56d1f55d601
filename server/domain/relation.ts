/** One of the two entities of a relation: UTF-16 offsets into the text, end exclusive. */
export interface EntitySpan {
  start: number;
  end: number;
  /** Such as PERSON; null where the source names none. */
  type: string | null;
}

export interface RelationText {
  text: string;
  subject: EntitySpan;
  object: EntitySpan;
}

/** A stretch of the text; `role` says which entity it is. */
export interface TextPiece {
  text: string;
  role: 'subject' | 'object' | null;
}

/** The text cut at its two entities, in reading order, without empty stretches. The entities must not overlap. */
export function piecesOf({ text, subject, object }: RelationText): TextPiece[] {
  const [first, second] = subject.start <= object.start ? [subject, object] : [object, subject];
  const roleOf = (span: EntitySpan) => (span === subject ? 'subject' : 'object');
  const pieces: TextPiece[] = [
    { text: text.slice(0, first.start), role: null },
    { text: text.slice(first.start, first.end), role: roleOf(first) },
    { text: text.slice(first.end, second.start), role: null },
    { text: text.slice(second.start, second.end), role: roleOf(second) },
    { text: text.slice(second.end), role: null },
  ];
  return pieces.filter((piece) => piece.text !== '');
}

/** Names under which published datasets keep "none of the relations". */
const negativeName = /^(no[_ -]?relation|na|none|other|negative)$/i;

/** The class that most likely stands for "none of the relations"; null when no name says so. */
export function guessNegativeClass(names: readonly string[]): string | null {
  return (
    names.find((name) => /^no[_ -]?relation$/i.test(name)) ?? names.find((name) => negativeName.test(name)) ?? null
  );
}

/**
 * The part of a long text that holds both entities, at most `characters` long where they allow it, with the spans moved
 * along. Cut ends carry an ellipsis.
 */
export function windowOf<T extends RelationText>(relation: T, characters: number): T {
  const { text, subject, object } = relation;
  if (text.length <= characters) return relation;
  const from = Math.min(subject.start, object.start);
  const to = Math.max(subject.end, object.end);
  const spare = Math.max(0, characters - (to - from));
  const start = Math.max(0, Math.min(from - Math.floor(spare / 2), text.length - characters));
  const end = Math.min(text.length, Math.max(to, start + characters));
  const before = start > 0 ? '…' : '';
  const moved = (span: EntitySpan): EntitySpan => ({
    ...span,
    start: span.start - start + before.length,
    end: span.end - start + before.length,
  });
  return {
    ...relation,
    text: `${before}${text.slice(start, end)}${end < text.length ? '…' : ''}`,
    subject: moved(subject),
    object: moved(object),
  };
}
