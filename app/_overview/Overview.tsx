'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import './overview.css';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { DiscoveryPlot } from '#/app/_plots/DiscoveryPlot.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { counted } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import { roleHas } from '#/server/domain/capability.ts';
import type { StatsView } from '#/server/domain/views.ts';
import { Figures } from './Figures.tsx';
import { LatestErrata } from './LatestErrata.tsx';
import { Matrix } from './Matrix.tsx';
import { NotReady } from './NotReady.tsx';
import { OverviewHead } from './OverviewHead.tsx';
import { People } from './People.tsx';
import { Practice } from './Practice.tsx';
import { QueueTable } from './QueueTable.tsx';
import { Rounds } from './Rounds.tsx';
import { SecondReadings } from './SecondReadings.tsx';
import { Signals } from './Signals.tsx';
import { Stop } from './Stop.tsx';

const FEW_CLASSES = 6;

export function Overview() {
  const trpc = useTRPC();
  const { dataset, me } = useDataset();
  const { slug } = dataset;
  const enabled = dataset.state === 'ready' && roleHas(me.role, 'inspect');
  const stats = useQuery(trpc.datasets.stats.queryOptions({ slug }, { enabled }));
  const rounds = useQuery(trpc.rounds.list.queryOptions({ slug }, { enabled }));
  const newest = rounds.data?.find((r) => r.state === 'published');
  return (
    <>
      <OverviewHead stats={stats.data} round={newest} />
      <ErrorNotice error={stats.error} />
      {dataset.state !== 'ready' ? <NotReady /> : stats.data ? <Measured stats={stats.data} /> : null}
      {enabled && stats.isPending ? <Skeleton height={180} /> : null}
    </>
  );
}

function Measured({ stats }: { stats: StatsView }) {
  const trpc = useTRPC();
  const { dataset, me } = useDataset();
  const { slug } = dataset;
  const queues = useQuery(trpc.queues.list.queryOptions({ slug }));
  const all = queues.data ?? [];
  const filled = all.filter((q, k) => k === 0 || q.waiting > 0);
  // Under a small matrix there is room for the latest errata; beside a large one they go under the queues.
  const small = stats.matrix.classes.length <= FEW_CLASSES;
  const latest = (
    <section className="block">
      <h2>Latest errata</h2>
      <LatestErrata slug={slug} latest={stats.latest} />
    </section>
  );
  return (
    <>
      {stats.practice ? <Practice practice={stats.practice} /> : null}
      <Figures stats={stats} />
      {stats.decisions > 0 ? (
        <div className="cols">
          <section className="block">
            <h2>Labels changed against decisions</h2>
            <DiscoveryPlot stats={stats} />
          </section>
          <Stop stop={stats.stop} />
        </div>
      ) : null}
      <div className="cols">
        <div className="stack">
          <section className="block">
            <h2>
              Which labels are mistaken for which<span className="unit">suspected, not yet reviewed</span>
            </h2>
            <Matrix dataset={dataset} matrix={stats.matrix} opens={roleHas(me.role, 'lead')} />
          </section>
          {small ? latest : null}
          <Rounds />
          {stats.people.length > 0 ? <People people={stats.people} /> : null}
        </div>
        <div className="stack">
          <section className="block">
            <h2>Queues</h2>
            <ErrorNotice error={queues.error} />
            <QueueTable slug={slug} queues={filled} reviews={roleHas(me.role, 'review')} />
            <p className="lede">
              Expected precision is the share of a queue that should turn out wrong. A sample may wait in more than one
              queue.{' '}
              {filled.length < all.length ? (
                <Link className="link" href={paths.queues(slug)}>
                  {counted(all.length - filled.length, 'more queue has', 'more queues have')} nothing waiting
                </Link>
              ) : null}
            </p>
          </section>
          {small ? null : latest}
          {stats.signals.length > 0 ? <Signals signals={stats.signals} /> : null}
          <SecondReadings stats={stats} />
        </div>
      </div>
    </>
  );
}
