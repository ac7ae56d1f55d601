'use client';

import { useQuery } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { currentJob } from '#/app/_live/liveState.ts';
import { useLive } from '#/app/_live/useLive.ts';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Bar, Crumb } from '#/app/_ui/Bar.tsx';
import { ButtonLink } from '#/app/_ui/Button.tsx';
import { isNotFound } from '#/app/_ui/errors.ts';
import { LiveRegion } from '#/app/_ui/LiveRegion.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { Pages } from '#/app/_ui/Pages.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Loading } from '#/app/_ui/Skeleton.tsx';
import { useMe } from '#/app/_ui/useMe.ts';
import { roleHas } from '#/server/domain/capability.ts';
import { DatasetContext } from './DatasetContext.tsx';
import { datasetKeys } from './keys.ts';
import { LeftAnswers } from './LeftAnswers.tsx';
import { sectionsOf } from './sections.ts';
import { useDatasetKeys } from './useDatasetKeys.ts';

/** The bar of a dataset, its live stream, and the dataset for the pages inside. */
export function DatasetFrame({ slug, children }: { slug: string; children: ReactNode }) {
  const trpc = useTRPC();
  const { me, error: meError } = useMe();
  const query = useQuery(trpc.datasets.get.queryOptions({ slug }, { enabled: me !== null }));
  const live = useLive(slug);
  const path = usePathname();
  const section = path.split('/')[3] ?? '';
  const dataset = query.data;
  const nav = me && !isNotFound(query.error) ? sectionsOf(me, slug, dataset?.task) : [];
  useDatasetKeys(slug, me?.role ?? null);
  const router = useRouter();
  const mayInspect = me ? roleHas(me.role, 'inspect') : true;
  useEffect(() => {
    if (!mayInspect && section !== 'queues' && section !== 'guidelines') router.replace(paths.queues(slug));
  }, [mayInspect, section, slug, router]);
  return (
    <>
      <Bar
        me={me}
        crumb={<Crumb up={{ href: paths.datasets, label: 'Datasets' }} here={slug} />}
        nav={nav}
        keys={datasetKeys(section)}
      />
      <LiveRegion
        message={
          live.round?.state === 'published' ? `Round ${live.round.number} is in: every sample is scored anew.` : ''
        }
      />
      {me ? <LeftAnswers user={me.id} /> : null}
      <main id="main" className="page">
        <div className="page-in">
          <Pages nav={nav} />
          <ErrorNotice
            error={meError ?? query.error}
            action={
              isNotFound(query.error) ? (
                <ButtonLink small href={paths.datasets}>
                  All datasets
                </ButtonLink>
              ) : undefined
            }
          />
          {isNotFound(query.error) ? <h1 className="vh">Not found</h1> : null}
          {me && dataset ? (
            <DatasetContext value={{ me, dataset, job: currentJob(live.jobs[slug], dataset.job) }}>
              {children}
            </DatasetContext>
          ) : query.error || meError ? null : (
            <Loading label={`Loading ${slug}`} />
          )}
        </div>
      </main>
    </>
  );
}
