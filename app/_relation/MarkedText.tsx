import { piecesOf, type RelationText } from '#/server/domain/relation.ts';

/** A relation's sentence with its two entities marked; the roles are read out, since an underline cannot be heard. */
export function MarkedText({ content }: { content: RelationText }) {
  let at = 0;
  return piecesOf(content).map(({ text, role }) => {
    const key = at;
    at += text.length;
    return role === null ? (
      <span key={key}>{text}</span>
    ) : (
      <mark key={key} className={`entity is-${role}`}>
        <span className="vh">{role}: </span>
        {text}
      </mark>
    );
  });
}
