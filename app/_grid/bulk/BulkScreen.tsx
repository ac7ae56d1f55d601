'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import '#/app/_samples/samples.css';
import '../styles/grid.css';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Bar } from '#/app/_ui/Bar.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Loading } from '#/app/_ui/Skeleton.tsx';
import { useMe } from '#/app/_ui/useMe.ts';
import type { BulkView } from '#/server/domain/bulk.ts';
import { bulkKeys } from './bulkKeys.ts';
import { Checking } from './Checking.tsx';
import { Verified } from './Verified.tsx';
import { Written } from './Written.tsx';

/** One bulk from its check to its undo. Its state is the server's, so a reload goes on where it was. */
export function BulkScreen({ slug, bulkId }: { slug: string; bulkId: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const { me, error: meError } = useMe();
  const [back, setBack] = useState<string>(paths.samples(slug));
  useEffect(() => {
    const asked = new URLSearchParams(window.location.search).get('back');
    // Only ever back to a page of ours.
    if (asked?.startsWith('/d/')) setBack(asked);
  }, []);
  const options = trpc.bulk.get.queryOptions({ bulkId });
  const query = useQuery({
    ...options,
    enabled: me !== null,
    refetchInterval: ({ state }) =>
      state.data && /ing$/.test(state.data.state) && state.data.state !== 'verifying' ? 500 : false,
  });
  const bulk = query.data;
  const take = (view: BulkView) => queries.setQueryData(options.queryKey, view);
  const commit = useMutation(trpc.bulk.commit.mutationOptions({ onSuccess: take }));
  const undo = useMutation(trpc.bulk.undo.mutationOptions({ onSuccess: take }));
  const more = useMutation(trpc.bulk.more.mutationOptions({ onSuccess: take }));
  const cancel = useMutation(trpc.bulk.cancel.mutationOptions({ onSuccess: take }));
  const leave = () => router.push(back as typeof paths.datasets);
  const busy = commit.isPending || undo.isPending || more.isPending || cancel.isPending;
  return (
    <>
      <Bar
        me={me}
        keys={bulkKeys}
        crumb={
          <>
            <Link className="mono" href={paths.dataset(slug)} prefetch={false}>
              {slug}
            </Link>
            <span className="sep" aria-hidden="true">
              /
            </span>
            <strong>Bulk decision</strong>
          </>
        }
      />
      <main id="main" className="page bulk-page">
        <div className="page-in">
          <ErrorNotice error={meError ?? query.error ?? commit.error ?? undo.error ?? more.error ?? cancel.error} />
          {bulk ? null : query.error || meError ? null : <Loading label="Fetching the bulk" />}
          {bulk?.state === 'verifying' && bulk.toCheck > 0 ? (
            <Checking bulk={bulk} slug={slug} onBulk={take} onCancel={() => cancel.mutate({ bulkId })} />
          ) : null}
          {bulk?.state === 'verifying' && bulk.toCheck === 0 ? (
            <Verified
              bulk={bulk}
              busy={busy}
              onCommit={() => commit.mutate({ bulkId })}
              onMore={(n) => more.mutate({ bulkId, more: n })}
              onCancel={() => cancel.mutate({ bulkId })}
            />
          ) : null}
          {bulk && bulk.state !== 'verifying' ? (
            <Written bulk={bulk} busy={busy} onUndo={() => undo.mutate({ bulkId })} onLeave={leave} />
          ) : null}
        </div>
      </main>
    </>
  );
}
