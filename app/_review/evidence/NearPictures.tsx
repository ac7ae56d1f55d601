import type { NeighborView } from '#/server/domain/views.ts';
import { NeighborMark } from './NeighborMark.tsx';

/** The five nearest pictures in a strip under the sample. Its height stays when there are none. */
export function NearPictures({ neighbors, many }: { neighbors: NeighborView[]; many: string }) {
  return (
    <section className="strip-wrap" aria-labelledby="near">
      {neighbors.length === 0 ? null : (
        <>
          <h2 className="sec-h" id="near">
            Nearest {many}
            <span className="unit">likeness</span>
          </h2>
          <ul className="strip">
            {neighbors.map((n) => (
              <li key={n.id}>
                {n.content.kind === 'image' ? (
                  // biome-ignore lint/performance/noImgElement: a thumbnail of ours, loaded ahead
                  <img src={n.content.thumb} width={64} height={64} alt="" decoding="sync" />
                ) : null}
                <small className="num">{n.similarity.toFixed(2)}</small>
                {captionOf(n) === null || n.state !== 'given' ? <NeighborMark neighbor={n} size="md" /> : null}
                {captionOf(n) === null ? null : (
                  <p className="near-caption" dir="auto">
                    {captionOf(n)}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What is said about it: of captioned pictures that is what is compared, not that captions are taken to match. */
function captionOf({ content }: NeighborView): string | null {
  return content.kind === 'image' ? content.caption : null;
}
