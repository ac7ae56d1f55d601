'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { useMe } from '#/app/_ui/useMe.ts';
import type { ClassView } from '#/server/domain/views.ts';

/** What labels mean: the definition, and three samples that people kept under it. */
export function Definitions({ slug, classes }: { slug: string; classes: ClassView[] }) {
  return (
    <section aria-labelledby="meaning">
      <h2 id="meaning">What the labels mean</h2>
      {classes.map((c) => (
        <div key={c.index} className="ev">
          <p>
            <b className="mono" dir="auto">
              {c.name}
            </b>
          </p>
          <p dir="auto">{c.description ?? 'No definition has been written.'}</p>
          <Examples slug={slug} label={c.name} />
        </div>
      ))}
    </section>
  );
}

function Examples({ slug, label }: { slug: string; label: string }) {
  const trpc = useTRPC();
  const { me } = useMe();
  // Annotators see no decisions but their own.
  const browses = me !== null && me.role !== 'annotator';
  const kept = { slug, given: label, status: 'kept', limit: 3, sort: 'row' } as const;
  const { data } = useQuery(
    trpc.samples.page.queryOptions(kept, { staleTime: 60_000, retry: false, enabled: browses }),
  );
  if (!data || data.items.length === 0) return null;
  return (
    <ul className="examples" aria-label={`Kept as ${label}`}>
      {data.items.map(({ id, content }) => (
        <li key={id} dir="auto">
          {content.kind === 'image' ? (
            // biome-ignore lint/performance/noImgElement: a thumbnail of ours
            <img src={content.thumb} width={48} height={48} alt={`An example of ${label}`} />
          ) : (
            ((content.kind === 'text' ? content.title : null) ?? content.text).slice(0, 120)
          )}
        </li>
      ))}
    </ul>
  );
}
