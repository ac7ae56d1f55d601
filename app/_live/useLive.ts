'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useReducer, useRef } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { afterEvent, emptyLiveState, makesStale } from './liveState.ts';

const AT_MOST_EVERY_MS = 1_000;

/** Follows one dataset (`''`: all that one may read), and refetches figures when an event makes them stale. */
export function useLive(slug: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [state, dispatch] = useReducer(afterEvent, emptyLiveState);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);

  /** Refetches what is on the screen, at most once a second however many people decide. */
  function refresh() {
    if (timer.current) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      for (const part of [trpc.datasets, trpc.queues, trpc.rounds, trpc.exports])
        void queries.invalidateQueries(part.pathFilter());
    }, AT_MOST_EVERY_MS);
  }

  const started = useRef(false);
  useSubscription(
    trpc.live.dataset.subscriptionOptions(
      { slug },
      {
        onStarted: () => {
          // A stream that begins anew may have missed events.
          if (started.current) refresh();
          started.current = true;
        },
        onData: (event) => {
          dispatch(event);
          if (makesStale(event)) refresh();
        },
      },
    ),
  );
  return state;
}
