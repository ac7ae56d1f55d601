'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs';
import '#/app/_samples/samples.css';
import './styles/grid.css';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Bar } from '#/app/_ui/Bar.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Loading } from '#/app/_ui/Skeleton.tsx';
import { useMe } from '#/app/_ui/useMe.ts';
import { GridDesk } from './GridDesk.tsx';
import { gridKeys } from './gridKeys.ts';
import { WallDesk } from './wall/WallDesk.tsx';

/** Many samples of one class at a glance. The class and the queue stand in the address. */
export function GridScreen({ slug }: { slug: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { me, error: meError } = useMe();
  const [{ given, queue, wall }, setPlace] = useQueryStates({
    given: parseAsString,
    queue: parseAsString,
    wall: parseAsBoolean,
  });
  const queueId = queue ?? undefined;
  const view = useQuery(trpc.grid.view.queryOptions({ slug, queueId }, { enabled: me !== null }));
  const classes = view.data?.classes ?? [];
  const label = classes.find((c) => c.name === given)?.name ?? classes[0]?.name;
  const desk = {
    queueId,
    onLeave: () => router.push(queue ? paths.review(slug, queue) : paths.samples(slug)),
  };
  return (
    <>
      <Bar
        me={me}
        keys={gridKeys}
        crumb={
          <>
            <Link className="mono" href={queue ? paths.review(slug, queue) : paths.samples(slug)} prefetch={false}>
              {view.data?.queue?.name ?? slug}
            </Link>
            <span className="sep" aria-hidden="true">
              /
            </span>
            <select
              className="queue-switch"
              aria-label="Class"
              value={label ?? ''}
              onChange={(e) => void setPlace({ given: e.target.value })}
            >
              {classes.map((c) => (
                <option key={c.index} value={c.name}>
                  {c.name}
                </option>
              ))}
            </select>
          </>
        }
      />
      {view.data && label && me ? (
        wall ? (
          <WallDesk
            {...desk}
            view={view.data}
            given={label}
            user={me.id}
            onPages={() => void setPlace({ wall: null })}
          />
        ) : (
          <GridDesk
            key={`${label} ${queue}`}
            {...desk}
            view={view.data}
            given={label}
            user={me.id}
            onWall={view.data.dataset.task === 'image' ? () => void setPlace({ wall: true }) : undefined}
          />
        )
      ) : (
        <main id="main" className="page">
          <div className="page-in">
            <ErrorNotice error={meError ?? view.error} />
            {view.error || meError ? null : <Loading label="Fetching samples" />}
          </div>
        </main>
      )}
    </>
  );
}
