'use client';

import { useEffect, useRef, useState } from 'react';
import { useTRPCClient } from '#/app/_trpc/client.tsx';
import { sentenceOf } from '#/app/_ui/errors.ts';
import type { DecisionResult } from '#/server/domain/decision.ts';
import { databaseStore } from '../outbox/database.ts';
import type { Courier } from '../outbox/entry.ts';
import { failureOf } from '../outbox/failure.ts';
import { memoryStore } from '../outbox/memory.ts';
import { createOutbox, type Outbox, type OutboxState } from '../outbox/outbox.ts';

export interface OutboxView extends OutboxState {
  /** The browser refuses to store: answers are lost if the page is closed before they are sent. */
  fleeting: boolean;
}

const sameOr = (old: OutboxView, next: OutboxView) =>
  old.waiting === next.waiting && old.state === next.state && old.fleeting === next.fleeting ? old : next;

const statusOf = (error: unknown): number | undefined =>
  (error as { data?: { httpStatus?: number } } | null)?.data?.httpStatus;

/** One delivery at a time across tabs, where the browser has locks; elsewhere the server's idempotence has to do. */
const lock = async (work: () => Promise<void>): Promise<void> => {
  if (navigator.locks) await navigator.locks.request('errata:outbox', work);
  else await work();
};

/** What an earlier page left to send: not looked up yet, nothing, or something that the server has been told by now. */
export type Left = 'unknown' | 'nothing' | 'sent';

/** No longer does a page wait for what an earlier one left: another tab may be sending it, slowly. Milliseconds. */
const longest = 2_000;

/** The outbox of the signed-in user; null until it is open. Answers left by an earlier page are sent at once. */
export function useOutbox(user: string | null, onResults: (results: DecisionResult[]) => void) {
  const client = useTRPCClient();
  const [outbox, setOutbox] = useState<Outbox | null>(null);
  const [view, setView] = useState<OutboxView>({ waiting: 0, state: 'saved', fleeting: false });
  const [left, setLeft] = useState<Left>('unknown');
  const listener = useRef(onResults);
  useEffect(() => {
    listener.current = onResults;
  });

  useEffect(() => {
    if (!user) return;
    let opened: Outbox | null = null;
    let gone = false;
    const courier: Courier = {
      decide: async (decisions) => (await client.review.decide.mutate({ decisions })).results,
      // A lease that is gone cannot be given back twice: to a skip that is no failure.
      skip: (leaseId) =>
        client.review.skip.mutate({ leaseId }).then(
          () => undefined,
          (error) => {
            if (failureOf(statusOf(error)) !== 'refused') throw error;
          },
        ),
    };
    const open = async () => {
      const stored = await databaseStore().catch(() => null);
      if (gone) return;
      opened = createOutbox({
        user,
        store: stored ?? memoryStore(),
        courier,
        lock,
        judge: (error) => ({ failure: failureOf(statusOf(error)), message: sentenceOf(error) }),
        onState: (state) => setView((old) => sameOr(old, { ...state, fleeting: stored === null })),
        onResults: (results) => listener.current(results),
      });
      setOutbox(opened);
      const waiting = await opened.samples().then(
        (samples) => samples.size > 0,
        () => false,
      );
      await Promise.race([opened.deliver(), new Promise((done) => setTimeout(done, longest))]);
      if (!gone) setLeft(waiting ? 'sent' : 'nothing');
    };
    void open();
    const retry = () => void opened?.deliver();
    window.addEventListener('online', retry);
    window.addEventListener('focus', retry);
    return () => {
      gone = true;
      opened?.stop();
      window.removeEventListener('online', retry);
      window.removeEventListener('focus', retry);
    };
  }, [user, client]);

  return { outbox, view, left };
}
