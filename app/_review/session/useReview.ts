'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTRPCClient } from '#/app/_trpc/client.tsx';
import type { ReviewItem } from '#/server/domain/views.ts';
import { newClientKey } from './clientKey.ts';
import { type Answer, emptySession } from './session.ts';
import { createSessionStore } from './sessionStore.ts';
import { toRetraction, toSent } from './toSent.ts';
import { useLeases } from './useLeases.ts';
import { useOutbox } from './useOutbox.ts';
import { usePaintClock } from './usePaintClock.ts';
import { useReviewState } from './useReviewState.ts';
import { useSupply } from './useSupply.ts';

interface Sitting {
  slug: string;
  queueId: string;
  user: string | null;
  /** A sample to begin with, already leased. */
  first?: ReviewItem;
}

/** A reader's sitting at a queue: what is on the desk, and what can be done with it. */
export function useReview({ slug, queueId, user, first }: Sitting) {
  const client = useTRPCClient();
  const [store] = useState(() => {
    const fresh = createSessionStore();
    if (first) fresh.dispatch({ type: 'opened', item: first });
    return fresh;
  });
  const session = useSyncExternalStore(store.subscribe, store.get, () => emptySession);
  const { outbox, view: saving, left } = useOutbox(user, (results) => store.dispatch({ type: 'settled', results }));
  const supply = useSupply(queueId, store, session, outbox);
  const live = useReviewState(slug, queueId, store, left);
  const clock = usePaintClock(session.current?.sample.id ?? null);
  const busy = useRef(false);
  useLeases(store);
  useUnsaved(saving.fleeting && saving.waiting > 0);

  /** Stores the answer, then shows the next sample; the server hears of it behind the reader's back. */
  async function answer(given: Answer, pressedAt: number) {
    const item = store.get().current;
    if (!item || !outbox || busy.current) return;
    busy.current = true;
    try {
      const clientKey = newClientKey();
      const took = pressedAt - (clock.paintedAt.current ?? pressedAt);
      await outbox.add(toSent(item, given, clientKey, took));
      clock.pressed(pressedAt);
      store.dispatch({ type: 'answered', answer: given, clientKey });
    } finally {
      busy.current = false;
    }
  }

  async function undo() {
    const past = store.get().past.at(-1);
    if (!past || !outbox || busy.current) return;
    busy.current = true;
    try {
      const retraction = toRetraction(past, newClientKey());
      if (retraction) await outbox.add(retraction);
      store.dispatch({ type: 'undone', clientKey: past.clientKey });
    } finally {
      busy.current = false;
    }
    // The old lease ended with the decision. A decision of an earlier page brings its sample back only now.
    await outbox.deliver();
    const item = await client.review.open.mutate({ slug, sampleId: past.sampleId }).catch(() => null);
    if (!item) return;
    const shown = store.get().current?.sample.id === past.sampleId;
    if (past.item === null) store.dispatch({ type: 'opened', item });
    else if (!shown) void client.review.release.mutate({ leaseIds: [item.leaseId] }).catch(() => undefined);
    else store.dispatch({ type: 'leased', sampleId: past.sampleId, leaseId: item.leaseId, expiresAt: item.expiresAt });
  }

  return { session, saving, supply, live, clock, answer, undo };
}

export type Review = ReturnType<typeof useReview>;

/** Asks before the page closes while answers exist nowhere but in it. */
function useUnsaved(unsaved: boolean) {
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);
}
