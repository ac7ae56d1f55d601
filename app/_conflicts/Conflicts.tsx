'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import '#/app/_samples/samples.css';
import './conflicts.css';
import { Button, ButtonLink } from '#/app/_ui/Button.tsx';
import { count, counted } from '#/app/_ui/figures.ts';
import { LiveRegion } from '#/app/_ui/LiveRegion.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import { useShortcuts } from '#/app/_ui/useShortcuts.ts';
import { ConflictDesk } from './ConflictDesk.tsx';
import { sideWords } from './sideWords.ts';
import { useAdjudication } from './useAdjudication.ts';

/** Samples about which readers disagree, one after the other, for a lead to decide. */
export function Conflicts() {
  const trpc = useTRPC();
  const { dataset } = useDataset();
  const query = useQuery(trpc.team.conflicts.queryOptions({ slug: dataset.slug }));
  const adjudication = useAdjudication();
  const [at, setAt] = useState(0);
  const items = query.data?.items ?? [];
  const total = query.data?.total ?? 0;
  const place = Math.min(at, Math.max(0, items.length - 1));
  const current = items[place];
  const go = (to: number) => setAt(Math.max(0, Math.min(items.length - 1, to)));
  const { last } = adjudication;
  const undo = () => void adjudication.undo();
  useShortcuts({ j: () => go(place + 1), k: () => go(place - 1), z: last ? undo : undefined });
  const decided = last ? `Decided: ${sideWords(last, 'the given label')}.` : '';
  return (
    <>
      <div className="page-h">
        <div>
          <h1>Conflicts in {dataset.name}</h1>
          <p>
            {total === 0
              ? 'Readers agree, or more are still to read.'
              : `${counted(total, 'sample waits', 'samples wait')} for a lead’s word; until then the given label stands.`}
          </p>
        </div>
        {items.length > 1 ? (
          <div className="push">
            <Button kbd="K" disabled={place === 0} onClick={() => go(place - 1)}>
              Previous
            </Button>
            <Button kbd="J" disabled={place === items.length - 1} onClick={() => go(place + 1)}>
              Next
            </Button>
          </div>
        ) : null}
      </div>
      <LiveRegion message={`${decided} ${current ? `Conflict ${place + 1} of ${total}.` : ''}`} />
      {last ? (
        <p className="conflict-last">
          <span>
            {decided} <span className="quiet">Saved.</span>
          </span>
          <Button small kbd="Z" onClick={undo}>
            Undo
          </Button>
        </p>
      ) : null}
      <ErrorNotice error={query.error} />
      {query.isPending ? <Skeleton height={320} /> : null}
      {query.data && !current ? (
        <p className="grid justify-items-start gap-4 text-ink-2">
          Nothing waits here.
          <ButtonLink href={paths.queues(dataset.slug)}>All queues</ButtonLink>
        </p>
      ) : null}
      {current ? (
        <>
          <p className="small quiet num pb-2">
            {count(place + 1)} of {count(total)}
          </p>
          <ConflictDesk
            key={current.sampleId}
            conflict={current}
            classes={dataset.classes}
            adjudication={adjudication}
          />
        </>
      ) : null}
    </>
  );
}
