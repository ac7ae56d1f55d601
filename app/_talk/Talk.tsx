'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import { useMe } from '#/app/_ui/useMe.ts';
import { roleHas } from '#/server/domain/capability.ts';
import type { TalkItem } from '#/server/domain/talkViews.ts';
import { SampleExcerpt } from './SampleExcerpt.tsx';
import { useSeen } from './SampleTalk.tsx';
import { Thread } from './Thread.tsx';
import './talk.css';

const shows = [
  { show: 'mine', name: 'With me', empty: 'Nobody has named you yet, and you have not commented.' },
  { show: 'open', name: 'Open', empty: 'Nothing is open.' },
  { show: 'resolved', name: 'Resolved', empty: 'Nothing has been resolved yet.' },
] as const;
const page = 30;

/** Threads over all datasets. */
export function Talk() {
  const trpc = useTRPC();
  const [at, setAt] = useState(0);
  const shown = shows[at] ?? shows[0];
  const query = useInfiniteQuery(
    trpc.talk.list.infiniteQueryOptions(
      { show: shown.show, limit: page },
      {
        initialCursor: undefined,
        getNextPageParam: (last) => (last.length === page ? last.at(-1)?.id : undefined),
      },
    ),
  );
  const items = query.data?.pages.flat();
  useSeen(items);
  return (
    <>
      <div className="page-h">
        <div>
          <h1>Talk</h1>
          <p>What people say to each other about samples.</p>
        </div>
        <fieldset className="push opts" aria-label="Threads shown">
          {shows.map((s, k) => (
            <button key={s.show} type="button" aria-pressed={k === at} onClick={() => setAt(k)}>
              {s.name}
            </button>
          ))}
        </fieldset>
      </div>
      <ErrorNotice error={query.error} />
      {query.isPending ? <Skeleton height={160} /> : null}
      {items?.length === 0 ? <p className="quiet">{shown.empty}</p> : null}
      <ul className="talk-list">
        {items?.map((item) => (
          <li key={item.id}>
            <About item={item} />
            <Thread slug={item.dataset.slug} thread={item} />
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Earlier ones
        </Button>
      ) : null}
    </>
  );
}

/** The sample a thread is about, with the ways to it. */
function About({ item }: { item: TalkItem }) {
  const { me } = useMe();
  const { slug } = item.dataset;
  return (
    <div className="talk-about">
      <p className="small quiet">
        <span className="mono text-ink">{item.sample.externalId}</span> in {item.dataset.name}
      </p>
      <SampleExcerpt content={item.sample.content} alt={`Sample ${item.sample.externalId}`} />
      <p className="flex flex-wrap gap-4 pt-1 text-sm">
        {me && roleHas(me.role, 'inspect') ? (
          <Link className="link py-1" href={paths.sample(slug, item.sampleId)}>
            Sample
          </Link>
        ) : null}
        {me && roleHas(me.role, 'review') ? (
          <Link className="link py-1" href={paths.reviewSample(slug, item.sampleId)}>
            Open in review
          </Link>
        ) : null}
      </p>
    </div>
  );
}
