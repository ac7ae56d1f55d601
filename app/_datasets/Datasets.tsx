'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import './datasets.css';
import { useReviewNext } from '#/app/_frame/useDatasetKeys.ts';
import { useLive } from '#/app/_live/useLive.ts';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { ButtonLink } from '#/app/_ui/Button.tsx';
import { ErratumSlip } from '#/app/_ui/ErratumSlip.tsx';
import { counted } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Loading } from '#/app/_ui/Skeleton.tsx';
import { useMe } from '#/app/_ui/useMe.ts';
import { useShortcuts } from '#/app/_ui/useShortcuts.ts';
import { roleHas } from '#/server/domain/capability.ts';
import type { DatasetView } from '#/server/domain/views.ts';
import { DatasetsTable } from './DatasetsTable.tsx';
import { DropZone } from './DropZone.tsx';
import { openerOf } from './standing.ts';

export function Datasets() {
  const trpc = useTRPC();
  const router = useRouter();
  const { me } = useMe();
  const query = useQuery(trpc.datasets.list.queryOptions());
  const live = useLive('');
  const leads = me ? roleHas(me.role, 'lead') : false;
  const datasets = query.data;
  const review = useReviewNext();
  const open = (d: DatasetView) => {
    const { href } = openerOf(d, me?.role ?? 'viewer');
    if (href) router.push(href);
    else void review(d.slug);
  };
  useShortcuts({
    i: leads ? () => router.push(paths.import) : undefined,
    ...Object.fromEntries((datasets ?? []).slice(0, 9).map((d, k) => [String(k + 1), () => open(d)])),
  });
  if (query.error) return <ErrorNotice error={query.error} />;
  if (!datasets || !me) return <Loading label="Loading the datasets" />;
  if (datasets.length === 0) return <NoDatasets leads={leads} />;
  return (
    <>
      <div className="page-h">
        <div>
          <h1>Datasets</h1>
          <p>{inWords(datasets)}</p>
        </div>
        {leads ? (
          <div className="push">
            <ButtonLink href={paths.import} icon="up" kbd="I">
              Import
            </ButtonLink>
          </div>
        ) : null}
      </div>
      <DatasetsTable datasets={datasets} jobs={live.jobs} role={me.role} onOpen={open} />
      {leads ? <DropZone /> : null}
    </>
  );
}

function inWords(datasets: DatasetView[]): string {
  const sum = (of: (d: DatasetView) => number) => datasets.reduce((s, d) => s + of(d), 0);
  const decisions = sum((d) => d.decisions);
  const size = `${counted(datasets.length, 'dataset', 'datasets')} on this server.`;
  if (decisions === 0) return `${size} No decisions yet.`;
  if (datasets.every((d) => d.changed === null)) return size;
  return `${size} ${counted(
    sum((d) => d.changed ?? 0),
    'label',
    'labels',
  )} changed in ${counted(decisions, 'decision', 'decisions')}.`;
}

function NoDatasets({ leads }: { leads: boolean }) {
  return (
    <div className="empty">
      <ErratumSlip place="Page 37, line 4" old="cat" fresh="lynx" />
      <h1>No datasets yet</h1>
      {leads ? (
        <>
          <p className="say">
            Import one with its labels. Errata scores every label, puts the doubtful ones in a queue, and keeps a list
            of each correction you make.
          </p>
          <DropZone />
        </>
      ) : (
        <p className="say">A lead imports datasets and opens their queues. Yours appear here by themselves.</p>
      )}
    </div>
  );
}
