import { MarkedText } from '#/app/_relation/MarkedText.tsx';
import type { NeighborView } from '#/server/domain/views.ts';
import { NeighborMark } from './NeighborMark.tsx';

const shown = 220;

/** The five nearest texts, two lines of each. */
export function NearTexts({ neighbors, many }: { neighbors: NeighborView[]; many: string }) {
  if (neighbors.length === 0) return null;
  return (
    <section aria-labelledby="near">
      <h2 id="near">
        Nearest {many}
        <span className="unit">likeness</span>
      </h2>
      {neighbors.map((n) => (
        <div key={n.id} className="nb">
          <p dir="auto">{n.content.kind === 'relation' ? <MarkedText content={n.content} /> : excerpt(n)}</p>
          <div>
            <NeighborMark neighbor={n} size="sm" />
            <span>{n.similarity.toFixed(2)}</span>
          </div>
        </div>
      ))}
    </section>
  );
}

function excerpt({ content }: NeighborView): string {
  if (content.kind === 'image') return '';
  const text = content.kind === 'text' && content.title ? `${content.title}. ${content.text}` : content.text;
  return text.slice(0, shown).replace(/\s+/g, ' ');
}
