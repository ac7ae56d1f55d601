'use client';

import { useQuery } from '@tanstack/react-query';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { NotReady } from '#/app/_overview/NotReady.tsx';
import '#/app/_overview/overview.css';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import { roleHas } from '#/server/domain/capability.ts';
import { ExportList } from './ExportList.tsx';
import { NewExport } from './NewExport.tsx';

const WHILE_RUNNING_MS = 1_500;

export function Exports() {
  const trpc = useTRPC();
  const { dataset, me } = useDataset();
  const list = useQuery(
    trpc.exports.list.queryOptions(
      { slug: dataset.slug },
      { refetchInterval: (q) => (q.state.data?.some((e) => e.state === 'running') ? WHILE_RUNNING_MS : false) },
    ),
  );
  return (
    <>
      <div className="page-h">
        <div>
          <h1>Exports of {dataset.name}</h1>
          <p>
            Every export is a version: fixed decisions, fixed round, a checksum. The same version is the same file, byte
            for byte, forever.
          </p>
        </div>
      </div>
      {dataset.state === 'ready' ? roleHas(me.role, 'lead') ? <NewExport /> : null : <NotReady />}
      <section className="block mt-10">
        <h2>Versions</h2>
        <ErrorNotice error={list.error} />
        {list.isPending ? <Skeleton height={120} className="mt-3" /> : null}
        {list.data ? <ExportList list={list.data} /> : null}
      </section>
    </>
  );
}
