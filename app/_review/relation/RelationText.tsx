import { piecesOf } from '#/server/domain/relation.ts';
import type { ContentView } from '#/server/domain/views.ts';
import './relation.css';

type RelationContent = Extract<ContentView, { kind: 'relation' }>;

/** The sentence with its two entities, each with its role and type under it; the sentences around it, where there are some. */
export function RelationText({ content }: { content: RelationContent }) {
  const pieces = piecesOf(content);
  let at = 0;
  return (
    <>
      <Around text={content.before} says="The sentence before" />
      <p className={`sample relation-text ${content.text.length > 240 ? 'is-long' : ''}`} dir="auto">
        {pieces.map(({ text, role }, i) => {
          const key = at;
          at += text.length;
          if (role === null) return <span key={key}>{i === 0 ? text : text.slice(pointsAtStart(text).length)}</span>;
          const type = content[role].type;
          const next = pieces[i + 1]?.text ?? '';
          const loose = pieces[i + 2] === undefined ? next.length > apart : next.length > apart + 6;
          const points = pointsAtStart(pieces[i + 1]?.role === null ? pieces[i + 1].text : '');
          return (
            <span key={key} className={`ent is-${role}${loose ? ' is-loose' : ''}`}>
              <span>
                <span className="ent-text">{text}</span>
                {points}
              </span>
              <span className="gloss">
                {role} {type === null ? null : <b>{type}</b>}
              </span>
            </span>
          );
        })}
      </p>
      <Around text={content.after} says="The sentence after" />
    </>
  );
}

/** A comma or full stop after an entity stays beside it, also where the line under the entity is the longer one; so does the space, which would begin the next line. */
const pointsAtStart = (text: string) => /^[^\p{L}\p{N}\s]*[^\S\n]?/u.exec(text)?.[0] ?? '';

/** Letters up to the next entity, from which on nothing under the lines can run into another. */
const apart = 14;

function Around({ text, says }: { text: string | null; says: string }) {
  if (text === null) return null;
  return (
    <p className="around" dir="auto">
      <span className="vh">{says}: </span>
      {text}
    </p>
  );
}
