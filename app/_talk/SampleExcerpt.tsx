import './talk.css';
import type { ContentView } from '#/server/domain/views.ts';

/** A sample in two lines, or as its thumbnail. */
export function SampleExcerpt({ content, alt }: { content: ContentView; alt: string }) {
  if ('thumb' in content)
    // biome-ignore lint/performance/noImgElement: a thumbnail of ours
    return <img className="excerpt-img" src={content.thumb} width={64} height={64} alt={alt} />;
  const title = content.kind === 'text' ? content.title : null;
  return (
    <p className="excerpt" dir="auto">
      {title ? <b>{title} </b> : null}
      {content.text.slice(0, 300).replace(/\s+/g, ' ')}
    </p>
  );
}
