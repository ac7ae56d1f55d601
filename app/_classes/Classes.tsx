'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import './classes.css';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { LiveRegion } from '#/app/_ui/LiveRegion.tsx';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import { useShortcuts } from '#/app/_ui/useShortcuts.ts';
import { roleHas } from '#/server/domain/capability.ts';
import type { ClassDetail, ClassesView } from '#/server/domain/classViews.ts';
import { ClassHistory } from './ClassHistory.tsx';
import { ClassTable } from './ClassTable.tsx';
import { OperationDialog } from './OperationDialog.tsx';

/** The classes of a dataset: what carries them, what was done to them, and what can be done. */
export function Classes() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { dataset, me } = useDataset();
  const { slug } = dataset;
  const leads = roleHas(me.role, 'lead');
  const options = trpc.classes.list.queryOptions({ slug });
  const query = useQuery({ ...options, enabled: leads });
  /** The class whose dialog is open; null: a new one. */
  const [open, setOpen] = useState<ClassDetail | null | undefined>(undefined);
  const [said, setSaid] = useState('');
  function take(view: ClassesView) {
    queries.setQueryData(options.queryKey, view);
    void queries.invalidateQueries(trpc.datasets.pathFilter());
    setSaid(view.events[0]?.says.replaceAll('`', '') ?? '');
  }
  const undo = useMutation(trpc.classes.undo.mutationOptions({ onSuccess: take }));
  const latest = query.data?.events.find((e) => e.undoable);
  useShortcuts({
    a: leads ? () => setOpen(null) : undefined,
    z: latest && !undo.isPending ? () => undo.mutate({ slug, eventId: latest.id }) : undefined,
  });
  if (!leads) return <Notice title="Only leads change classes.">Ask a lead of this dataset.</Notice>;
  return (
    <>
      <div className="page-h">
        <div>
          <h1>Classes of {dataset.name}</h1>
          <p>
            Labels as they were imported and decided are kept for good; what they count as is set here, and can be
            undone.
          </p>
        </div>
        <div className="push">
          <Button kbd="A" onClick={() => setOpen(null)}>
            Add a class
          </Button>
        </div>
      </div>
      <LiveRegion message={said} />
      <ErrorNotice error={query.error ?? undo.error} />
      {query.isPending ? <Skeleton height={280} /> : null}
      {query.data ? (
        <>
          <ClassTable classes={query.data.classes} noun={dataset.noun.many} onChange={setOpen} />
          <ClassHistory
            events={query.data.events}
            busy={undo.isPending}
            latest={latest?.id ?? null}
            onUndo={(eventId) => undo.mutate({ slug, eventId })}
          />
        </>
      ) : null}
      {open === undefined || !query.data ? null : (
        <OperationDialog
          key={open?.index ?? 'new'}
          slug={slug}
          of={open}
          classes={query.data.classes}
          onDone={take}
          onClosed={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
