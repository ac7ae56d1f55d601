'use client';

import { useQuery } from '@tanstack/react-query';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useReviewNext } from '#/app/_frame/useDatasetKeys.ts';
import { NotReady } from '#/app/_overview/NotReady.tsx';
import '#/app/_overview/overview.css';
import { QueueTable } from '#/app/_overview/QueueTable.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { counted } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import { roleHas } from '#/server/domain/capability.ts';
import { hasPictures } from '#/server/domain/pictures.ts';
import { AskFirst } from './AskFirst.tsx';
import { ConflictsLine } from './ConflictsLine.tsx';
import { NewQueue } from './NewQueue.tsx';

export function Queues() {
  const trpc = useTRPC();
  const { dataset, me } = useDataset();
  const review = useReviewNext();
  const ready = dataset.state === 'ready';
  const queues = useQuery(trpc.queues.list.queryOptions({ slug: dataset.slug }, { enabled: ready }));
  const reviews = roleHas(me.role, 'review');
  const leads = roleHas(me.role, 'lead');
  // Who leads sees them all: each has its settings.
  const shown = (queues.data ?? []).filter((q) => leads || q.waiting > 0);
  const idle = (queues.data?.length ?? 0) - shown.length;
  const waiting = shown.some((q) => q.waiting > 0);
  return (
    <>
      <div className="page-h">
        <div>
          <h1>Queues of {dataset.name}</h1>
          <p>
            {dataset.round > 0 ? `Ordered anew by round ${dataset.round}. ` : ''}
            {dataset.decisions === 0 ? 'No decisions' : counted(dataset.decisions, 'decision', 'decisions')} so far; a
            new round starts by itself {dataset.decisions < 50 ? 'after 10, 20 and 50 decisions, then ' : ''}after every{' '}
            {dataset.settings.batch}.
          </p>
        </div>
        {ready && reviews ? (
          <div className="push">
            <Button ink kbd="R" onClick={() => void review(dataset.slug)}>
              Review next batch
            </Button>
          </div>
        ) : null}
      </div>
      {ready ? null : <NotReady />}
      <ErrorNotice error={queues.error} />
      {ready && queues.isPending ? <Skeleton height={200} /> : null}
      {queues.data ? (
        <>
          {leads ? <ConflictsLine slug={dataset.slug} /> : null}
          {shown.length > 0 ? <QueueTable slug={dataset.slug} queues={shown} reviews={reviews} leads={leads} /> : null}
          {waiting ? null : <p className="mt-4 text-ink-2">Nothing waits here.</p>}
          {waiting && idle > 0 ? (
            <p className="quiet small mt-3">{counted(idle, 'more queue has', 'more queues have')} nothing waiting.</p>
          ) : null}
        </>
      ) : null}
      {ready && hasPictures(dataset.task) && roleHas(me.role, 'inspect') ? <AskFirst /> : null}
      {ready && leads ? <NewQueue /> : null}
    </>
  );
}
