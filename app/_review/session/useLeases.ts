'use client';

import { useEffect } from 'react';
import { useTRPCClient } from '#/app/_trpc/client.tsx';
import type { SessionStore } from './sessionStore.ts';
import { heldLeases, heldUntil, renewalDelay } from './supply.ts';

/** A page that is left may be reloading: what it held is kept for it that long. */
const RELOAD_SECONDS = 10;

/** Keeps the leases of what is on the desk alive while the page is looked at, and gives them back when it is left. */
export function useLeases(store: SessionStore) {
  const client = useTRPCClient();

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const renew = async () => {
      const leaseIds = heldLeases(store.get());
      if (leaseIds.length > 0 && document.visibilityState === 'visible') {
        const answer = await client.review.renew.mutate({ leaseIds }).catch(() => null);
        if (answer) store.dispatch({ type: 'renewed', leaseIds: new Set(leaseIds), expiresAt: answer.expiresAt });
      }
      schedule();
    };
    const schedule = () => {
      clearTimeout(timer);
      timer = setTimeout(renew, renewalDelay(store.get(), Date.now()));
    };
    const lookedAt = () => {
      if (document.visibilityState !== 'visible') return;
      store.dispatch({ type: 'lapsed', now: Date.now() });
      void renew();
    };
    schedule();
    document.addEventListener('visibilitychange', lookedAt);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', lookedAt);
    };
  }, [client, store]);

  useEffect(() => {
    // `keepalive` lets the request outlive the page; a beacon could not send JSON as JSON.
    const release = (afterSeconds: number) => {
      const until = heldUntil(store.get());
      if (until === null) return;
      void fetch('/api/trpc/review.release', {
        method: 'POST',
        keepalive: true,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ leaseIds: heldLeases(store.get()), afterSeconds, until }),
      }).catch(() => undefined);
    };
    const left = () => release(RELOAD_SECONDS);
    // A page that comes back from the browser's cache holds nothing any more.
    const restored = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener('pagehide', left);
    window.addEventListener('pageshow', restored);
    return () => {
      window.removeEventListener('pagehide', left);
      window.removeEventListener('pageshow', restored);
      release(0);
    };
  }, [store]);
}
