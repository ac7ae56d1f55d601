'use client';

import { useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { useNow } from '#/app/_live/useNow.ts';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { Notice } from '#/app/_ui/Notice.tsx';
import { longReading, minutesRead, remindersOff, startOfDay, switchReminders, watchReminders } from './breaks.ts';

const everyMs = 5 * 60_000;

/** Suggests a break after a long reading, once per quarter of an hour. Says nothing otherwise. */
export function BreakReminder({ slug, onAnswered }: { slug: string; onAnswered: () => void }) {
  const trpc = useTRPC();
  const now = useNow();
  const off = useSyncExternalStore(watchReminders, remindersOff, () => true);
  const [quietUntil, setQuietUntil] = useState(0);
  const { data } = useQuery(
    trpc.talk.myDay.queryOptions(
      { slug, since: startOfDay() },
      { enabled: !off, refetchInterval: everyMs, staleTime: everyMs, retry: false },
    ),
  );
  const minutes = minutesRead(data?.readingSince ?? null, now);
  if (off || minutes === null || minutes < longReading || now < quietUntil) return null;
  return (
    <Notice
      title={`You have read for ${minutes} minutes without a pause.`}
      action={
        <span className="flex gap-2">
          <Button
            small
            onClick={() => {
              setQuietUntil(Date.now() + 15 * 60_000);
              onAnswered();
            }}
          >
            Later
          </Button>
          <Button
            small
            onClick={() => {
              switchReminders(true);
              onAnswered();
            }}
          >
            Never
          </Button>
        </span>
      }
    >
      Five minutes away from the screen keep the next hour good.
    </Notice>
  );
}
