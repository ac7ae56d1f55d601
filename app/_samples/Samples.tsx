'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useCallback, useRef, useState } from 'react';
import './samples.css';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button, ButtonLink } from '#/app/_ui/Button.tsx';
import { count } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import { useShortcuts } from '#/app/_ui/useShortcuts.ts';
import { roleHas } from '#/server/domain/capability.ts';
import { Filters } from './Filters.tsx';
import { Jump } from './Jump.tsx';
import { SampleDetail } from './SampleDetail.tsx';
import { SampleList } from './SampleList.tsx';
import { filterOf, isFiltered, pageInput, useSampleQuery } from './useSampleQuery.ts';

// Opened by few, by a key: the list does not wait for it.
const BulkDialog = dynamic(() => import('#/app/_grid/BulkDialog.tsx').then((m) => m.BulkDialog));

export function Samples() {
  const trpc = useTRPC();
  const router = useRouter();
  const { dataset, me } = useDataset();
  const state = useSampleQuery();
  const [query, setQuery] = state;
  const search = useRef<HTMLInputElement>(null);
  const jump = useRef<HTMLInputElement>(null);
  const pages = useInfiniteQuery(
    trpc.samples.page.infiniteQueryOptions(pageInput(dataset.slug, query), {
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: (previous) => previous,
    }),
  );
  const samples = pages.data?.pages.flatMap((p) => p.items) ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const open = (sample: string | null) => void setQuery({ sample });
  const step = (by: number) => {
    const at = samples.findIndex((s) => s.id === query.sample);
    const next = samples[at < 0 ? 0 : at + by];
    if (next) open(next.id);
  };
  const sample = query.sample;
  const leads = roleHas(me.role, 'lead');
  const glance = paths.grid(dataset.slug, { given: query.given });
  const [bulk, setBulk] = useState(false);
  useShortcuts({
    '/': () => search.current?.focus(),
    i: () => jump.current?.focus(),
    g: leads ? () => router.push(glance) : undefined,
    b: leads ? () => setBulk(true) : undefined,
    j: () => step(1),
    k: () => step(-1),
    o: sample && roleHas(me.role, 'review') ? () => router.push(paths.reviewSample(dataset.slug, sample)) : undefined,
    escape: sample ? () => open(null) : undefined,
  });
  return (
    <>
      <div className="page-h">
        <div>
          <h1>Samples of {dataset.name}</h1>
          <p role="status">
            {pages.data
              ? `${count(total)} of ${count(dataset.samples)} ${dataset.noun.many}${isFiltered(query) ? ' fit' : ''}.`
              : 'Looking.'}
          </p>
        </div>
        <div className="push">
          {leads ? (
            <>
              <ButtonLink small kbd="G" href={glance}>
                At a glance
              </ButtonLink>
              <Button small kbd="B" onClick={() => setBulk(true)}>
                Decide in bulk
              </Button>
            </>
          ) : null}
          <Jump input={jump} onFound={open} />
        </div>
      </div>
      <Filters
        state={state}
        search={search}
        signals={Object.keys(samples[0]?.signals ?? {})}
        splits={[...new Set(samples.flatMap((s) => (s.split ? [s.split] : [])))].sort()}
      />
      <ErrorNotice error={pages.error} />
      <div className={sample ? 'browse with-detail' : 'browse'}>
        <div className="min-w-0">
          {pages.isPending ? <Skeleton height={320} /> : null}
          {pages.data && samples.length === 0 && !hasNextPage ? (
            <p className="py-8 text-ink-2">No {dataset.noun.one} fits. Loosen a filter.</p>
          ) : null}
          <SampleList samples={samples} openId={sample} onOpen={open} onNearEnd={more} />
          {isFetchingNextPage ? <Skeleton height={64} /> : null}
        </div>
        {sample ? <SampleDetail id={sample} onClose={() => open(null)} /> : null}
      </div>
      {bulk ? <BulkDialog filter={filterOf(query)} onClosed={() => setBulk(false)} /> : null}
    </>
  );
}
