'use client';

import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { count, duration } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { remindersOff, startOfDay, switchReminders, watchReminders } from './breaks.ts';

/** The reader's own figures of the day, for them alone. */
export function MyDay({ slug }: { slug: string }) {
  const trpc = useTRPC();
  const off = useSyncExternalStore(watchReminders, remindersOff, () => false);
  const { data, error } = useQuery(trpc.talk.myDay.queryOptions({ slug, since: startOfDay() }, { staleTime: 0 }));
  return (
    <section aria-labelledby="my-day">
      <h2 id="my-day">
        Your day<span className="unit">seen by you alone</span>
      </h2>
      <ErrorNotice error={error} />
      <dl className="day">
        <dt>decisions today</dt>
        <dd className="num">{data ? count(data.decisions) : ''}</dd>
        <dt>of these, labels changed</dt>
        <dd className="num">
          {data ? (data.changed === null ? 'not said of blind reading' : count(data.changed)) : ''}
        </dd>
        <dt>median time, breaks left out</dt>
        <dd className="num">{data?.medianMilliseconds == null ? 'none yet' : duration(data.medianMilliseconds)}</dd>
        <dt>the same as other readers said</dt>
        <dd className="num">
          {data?.agreement
            ? `${count(data.agreement.same)} of ${count(data.agreement.of)}`
            : data
              ? 'too few shared yet'
              : ''}
        </dd>
      </dl>
      <label className="check">
        <input type="checkbox" checked={!off} onChange={(e) => switchReminders(!e.target.checked)} />
        <span>Remind me of a break after 50 minutes</span>
      </label>
    </section>
  );
}
