'use client';

import { useEffect, useRef, useState } from 'react';
import { useTRPCClient } from '#/app/_trpc/client.tsx';
import type { Outbox } from '../outbox/outbox.ts';
import { preparePictures } from './pictures.ts';
import type { Session } from './session.ts';
import type { SessionStore } from './sessionStore.ts';
import { wanted } from './supply.ts';

const retryAfter = 3_000;
const lookAgainAfter = 5_000;

/** Keeps samples ready ahead of the reader. Returns the error of the last request while there is one, and `hasLooked`. */
export function useSupply(queueId: string, store: SessionStore, session: Session, outbox: Outbox | null) {
  const client = useTRPCClient();
  const [error, setError] = useState<unknown>(null);
  const [hasLooked, setLooked] = useState(false);
  const [turn, setTurn] = useState(0);
  const asking = useRef(false);
  const took = useRef(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` moves when a request has ended: what it brought may not be enough, or it failed and is to be repeated
  useEffect(() => {
    if (!outbox) return;
    if (wanted(session, 0, took.current) === 0 || asking.current) return;
    asking.current = true;
    const ask = async () => {
      let pause = 0;
      try {
        // Answers of an earlier page go first: the server would else hand their samples out again.
        if (!store.get().current) await outbox.deliver();
        // Answers of earlier pages count too, which this page's session knows nothing of.
        const limit = wanted(session, (await outbox.samples()).size, took.current);
        const began = performance.now();
        const items = await client.review.next.mutate({ queueId, limit });
        // Who has nothing to read waits for the first picture only.
        const all = preparePictures(items);
        await (store.get().current ? all : preparePictures(items.slice(0, 1)));
        took.current = performance.now() - began;
        store.dispatch({ type: 'loaded', items, elsewhere: await outbox.samples() });
        setError(null);
      } catch (e) {
        setError(e);
        pause = retryAfter;
      }
      setLooked(true);
      asking.current = false;
      setTimeout(() => setTurn((t) => t + 1), pause);
    };
    void ask();
  }, [client, outbox, queueId, session, store, turn]);

  // At the end of the queue it looks again: rounds and other readers' skips bring new samples.
  const idle = session.exhausted && session.buffer.length === 0;
  useEffect(() => {
    if (!idle) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') store.dispatch({ type: 'reopened' });
    }, lookAgainAfter);
    return () => clearInterval(timer);
  }, [idle, store]);

  return { error, hasLooked };
}
