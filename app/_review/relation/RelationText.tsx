import { piecesOf } from '#/server/domain/relation.ts';
import type { ContentView } from '#/server/domain/views.ts';
import './relation.css';

type RelationContent = Extract<ContentView, { kind: 'relation' }>;

/** The sentence with its two entities, each with its role and type under it; the sentences around it, where there are some. */
export function RelationText({ content }: { content: RelationContent }) {
  let at = 0;
  return (
    <>
      <Around text={content.before} says="The sentence before" />
      <p className={`sample relation-text ${content.text.length > 240 ? 'is-long' : ''}`} dir="auto">
        {piecesOf(content).map(({ text, role }) => {
          const key = at;
          at += text.length;
          if (role === null) return <span key={key}>{text}</span>;
          const type = content[role].type;
          return (
            <span key={key} className={`ent is-${role}`}>
              <span className="ent-text">{text}</span>
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

function Around({ text, says }: { text: string | null; says: string }) {
  if (text === null) return null;
  return (
    <p className="around" dir="auto">
      <span className="vh">{says}: </span>
      {text}
    </p>
  );
}
