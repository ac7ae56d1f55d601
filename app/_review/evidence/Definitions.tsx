'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Examples } from '#/app/_guidelines/Examples.tsx';
import { Markdown } from '#/app/_guidelines/Markdown.tsx';
import '#/app/_guidelines/guidelines.css';
import { SampleExcerpt } from '#/app/_talk/SampleExcerpt.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { useMe } from '#/app/_ui/useMe.ts';
import type { ClassView } from '#/server/domain/views.ts';

const shown = 3;

/** What labels mean: the guideline's text and its pinned samples; without those, samples that people kept under it. */
export function Definitions({ slug, classes }: { slug: string; classes: ClassView[] }) {
  const trpc = useTRPC();
  const guide = useQuery(trpc.guidelines.get.queryOptions({ slug }, { staleTime: 60_000 }));
  const parts = guide.data?.parts ?? [];
  const general = parts.find((p) => p.label === null);
  return (
    <section aria-labelledby="meaning">
      <h2 id="meaning">
        What the labels mean
        {guide.data && guide.data.latest > 0 ? (
          <Link className="unit link" href={paths.guidelines(slug)} target="_blank" prefetch={false}>
            guideline {guide.data.latest}
          </Link>
        ) : null}
      </h2>
      <ErrorNotice error={guide.error} />
      {general?.text ? (
        <details className="ev">
          <summary className="link min-h-6 cursor-pointer">For every label</summary>
          <Markdown text={general.text} />
        </details>
      ) : null}
      {classes.map((c) => {
        const part = parts.find((p) => p.label === c.name);
        const pinned = part?.examples.slice(0, shown) ?? [];
        return (
          <div key={c.index} className="ev">
            <p>
              <b className="mono" dir="auto">
                {c.name}
              </b>
            </p>
            {part?.text ? (
              <Markdown text={part.text} />
            ) : (
              <p dir="auto">{c.description ?? (guide.isPending ? '' : 'No definition has been written.')}</p>
            )}
            {pinned.length > 0 ? <Examples examples={pinned} /> : <Kept slug={slug} label={c.name} />}
          </div>
        );
      })}
    </section>
  );
}

function Kept({ slug, label }: { slug: string; label: string }) {
  const trpc = useTRPC();
  const { me } = useMe();
  // Annotators see no decisions but their own.
  const browses = me !== null && me.role !== 'annotator';
  const kept = { slug, given: label, status: 'kept', limit: shown, sort: 'row' } as const;
  const { data } = useQuery(
    trpc.samples.page.queryOptions(kept, { staleTime: 60_000, retry: false, enabled: browses }),
  );
  if (!data || data.items.length === 0) return null;
  return (
    <ul className="examples" aria-label={`Kept as ${label}`}>
      {data.items.map(({ id, content }) => (
        <li key={id} dir="auto">
          <SampleExcerpt content={content} alt={`An example of ${label}`} />
        </li>
      ))}
    </ul>
  );
}
