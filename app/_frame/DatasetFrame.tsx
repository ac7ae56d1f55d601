'use client';

import { useQuery } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { currentJob } from '#/app/_live/liveState.ts';
import { useLive } from '#/app/_live/useLive.ts';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Bar, type BarLink, Crumb } from '#/app/_ui/Bar.tsx';
import { ButtonLink } from '#/app/_ui/Button.tsx';
import { isNotFound } from '#/app/_ui/errors.ts';
import { LiveRegion } from '#/app/_ui/LiveRegion.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Loading } from '#/app/_ui/Skeleton.tsx';
import { useMe } from '#/app/_ui/useMe.ts';
import { roleHas } from '#/server/domain/capability.ts';
import { hasPictures } from '#/server/domain/pictures.ts';
import type { Task } from '#/server/domain/task.ts';
import type { MeView } from '#/server/domain/views.ts';
import { DatasetContext } from './DatasetContext.tsx';
import { datasetKeys } from './keys.ts';
import { LeftAnswers } from './LeftAnswers.tsx';
import { useDatasetKeys } from './useDatasetKeys.ts';

function sections(me: MeView | null, slug: string, task?: Task): BarLink[] {
  const queues = { href: paths.queues(slug), label: 'Queues' };
  const guidelines = { href: paths.guidelines(slug), label: 'Guidelines' };
  if (!me) return [];
  if (!roleHas(me.role, 'inspect')) return [queues, guidelines];
  const links = [
    { href: paths.dataset(slug), label: 'Overview' },
    queues,
    { href: paths.samples(slug), label: 'Samples' },
    guidelines,
    { href: paths.benchmark(slug), label: 'Benchmark' },
    ...(task && hasPictures(task) ? [{ href: paths.questions(slug), label: 'Questions' }] : []),
    { href: paths.exports(slug), label: 'Exports' },
  ];
  if (roleHas(me.role, 'lead'))
    links.push({ href: paths.agreement(slug), label: 'Agreement' }, { href: paths.settings(slug), label: 'Settings' });
  return links;
}

/** The bar of a dataset, its live stream, and the dataset for the pages inside. */
export function DatasetFrame({ slug, children }: { slug: string; children: ReactNode }) {
  const trpc = useTRPC();
  const { me, error: meError } = useMe();
  const query = useQuery(trpc.datasets.get.queryOptions({ slug }, { enabled: me !== null }));
  const live = useLive(slug);
  const path = usePathname();
  const section = path.split('/')[3] ?? '';
  const dataset = query.data;
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
        nav={sections(me, slug, dataset?.task)}
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
