import { MarkedText } from '#/app/_relation/MarkedText.tsx';
import { reflow } from '#/app/_ui/reflow.ts';
import type { ContentView } from '#/server/domain/views.ts';

/** A sample's content, whole. Text is text: nothing in it is ever run or fetched. */
export function Content({ content: c }: { content: ContentView }) {
  return (
    <>
      {c.kind === 'image' ? (
        <figure>
          {/* biome-ignore lint/performance/noImgElement: blobs of any size come checked and sized from our own route */}
          <img src={c.url} alt="The sample" width={c.width} height={c.height} className="detail-img" />
          <figcaption className="small quiet pt-1">
            {c.caption === null ? null : (
              <span className="block font-serif text-base text-ink" dir="auto">
                {c.caption}
              </span>
            )}
            {c.width} × {c.height}
          </figcaption>
        </figure>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="detail-text" tabIndex={0} aria-label="Text">
          {c.kind === 'relation' ? (
            <MarkedText content={c} />
          ) : (
            <>
              {c.title ? <b>{c.title}</b> : null}
              {reflow(c.text)}
            </>
          )}
        </section>
      )}
      {c.details.length > 0 ? (
        <details className="mt-3">
          <summary className="link small min-h-6 cursor-pointer">More about it</summary>
          <dl className="detail-dl">
            {c.details.map((d) => (
              <div key={d.name}>
                <dt>{d.name}</dt>
                <dd>{d.value}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </>
  );
}
