'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useRef, useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import type { PastDecision, RoundNews } from '#/server/domain/views.ts';
import type { SessionStore } from './sessionStore.ts';
import type { Left } from './useOutbox.ts';

/**
 * The queue, its dataset, the ruler and the last round, kept up to date by the dataset's events. What the reader did before is
 * asked for once the server knows all of it: what an earlier page had `left` to send may be an undo.
 */
export function useReviewState(slug: string, queueId: string, store: SessionStore, left: Left) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const state = useQuery(trpc.review.state.queryOptions({ queueId }, { staleTime: 0 }));
  const history = useQuery(
    trpc.review.history.queryOptions(
      { slug, limit: 50 },
      { staleTime: Infinity, gcTime: 0, enabled: left !== 'unknown' },
    ),
  );
  const [toNextRound, setToNextRound] = useState<number | null>(null);
  const [round, setRound] = useState<RoundNews | null>(null);
  /** The last round when this page was opened: the events begin by telling it again. */
  const [firstRound, setFirstRound] = useState<number | null>(null);

  const began = useRef(false);
  useEffect(() => {
    if (began.current || !state.data || !history.data) return;
    began.current = true;
    setFirstRound(state.data.lastRound?.number ?? 0);
    store.dispatch({ type: 'started', past: history.data.toSorted(byTime), marks: state.data.mine });
    // The ruler was asked for at once, for the page to be whole; it may have been too early.
    if (left === 'sent') void rule().catch(() => undefined);
  });

  useEffect(() => {
    if (state.data) setToNextRound(state.data.decisionsToNextRound);
  }, [state.data]);

  /** Decisions that the server had not acknowledged when it was asked, or that came after, are not in its answer. */
  async function rule() {
    const { past, marks } = store.get();
    const kept = new Set(past.filter((p) => p.delivery === 'kept').map((p) => p.clientKey));
    const before = new Set(marks.map((m) => m.clientKey));
    const fresh = await queries.fetchQuery(trpc.review.state.queryOptions({ queueId }, { staleTime: 0 }));
    const keys = store.get().marks.flatMap((m) => m.clientKey ?? []);
    const alsoMine = new Set(keys.filter((key) => kept.has(key) || !before.has(key)));
    store.dispatch({ type: 'ruled', marks: fresh.mine, alsoMine });
  }

  useSubscription(
    trpc.live.dataset.subscriptionOptions(
      { slug },
      {
        onData: (event) => {
          if (event.type === 'decisions') setToNextRound(event.decisionsToNextRound);
          if (event.type !== 'round') return;
          setRound(event.round);
          if (event.round.state === 'published') store.dispatch({ type: 'reopened' });
          void rule().catch(() => undefined);
        },
      },
    ),
  );

  return {
    state,
    toNextRound,
    round: round ?? state.data?.lastRound ?? null,
    isNewRound: round?.state === 'published' && firstRound !== null && round.number > firstRound,
  };
}

const byTime = (a: PastDecision, b: PastDecision) => Date.parse(a.at) - Date.parse(b.at);
