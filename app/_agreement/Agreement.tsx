'use client';

import { useQuery } from '@tanstack/react-query';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import '#/app/_overview/overview.css';
import { ConflictsLine } from '#/app/_queues/ConflictsLine.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import type { AgreementView } from '#/server/domain/teamViews.ts';
import { AgreementFigures } from './AgreementFigures.tsx';
import { NextReadings } from './NextReadings.tsx';
import { PairTable } from './PairTable.tsx';
import { PeopleTable } from './PeopleTable.tsx';

/** How far readers agree, how well each reads, and where one more reading would tell most. */
export function Agreement() {
  const trpc = useTRPC();
  const { dataset } = useDataset();
  const query = useQuery(trpc.team.agreement.queryOptions({ slug: dataset.slug }));
  return (
    <>
      <div className="page-h">
        <div>
          <h1>Agreement in {dataset.name}</h1>
          <p>Adjudications and imported decisions are left out; a sample counts once two people have read it.</p>
        </div>
      </div>
      <ConflictsLine slug={dataset.slug} />
      <ErrorNotice error={query.error} />
      {query.isPending ? <Skeleton height={240} /> : null}
      {query.data ? <Measured view={query.data} /> : null}
    </>
  );
}

function Measured({ view }: { view: AgreementView }) {
  if (view.readings === 0) return <p className="text-ink-2">Nobody has read anything yet.</p>;
  return (
    <>
      <AgreementFigures view={view} />
      <div className="cols">
        <div className="stack">
          <section className="block">
            <h2>Readers</h2>
            <PeopleTable people={view.people} />
          </section>
          {view.pairs.length > 0 ? (
            <section className="block">
              <h2>
                Two by two<span className="unit">Cohen’s kappa</span>
              </h2>
              <PairTable pairs={view.pairs} />
            </section>
          ) : null}
        </div>
        <div className="stack">
          <NextReadings view={view} />
        </div>
      </div>
    </>
  );
}
