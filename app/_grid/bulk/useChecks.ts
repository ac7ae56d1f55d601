'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTRPCClient } from '#/app/_trpc/client.tsx';
import type { BulkView, CheckAnswer } from '#/server/domain/bulk.ts';
import { checkLine } from './checkLine.ts';

const ahead = 5;

/** The samples of a bulk that are answered singly, a few of them fetched ahead. `onBulk` hears of every answer that arrived. */
export function useChecks(bulkId: string, onBulk: (view: BulkView) => void) {
  const { bulk } = useTRPCClient();
  const heard = useRef(onBulk);
  useEffect(() => {
    heard.current = onBulk;
  });
  const [line] = useState(() =>
    checkLine({
      fetch: () => bulk.checks.mutate({ bulkId, limit: ahead }),
      send: async (answer) => heard.current(await bulk.answer.mutate({ bulkId, answers: [answer] })),
      takeBack: async () => heard.current(await bulk.takeBack.mutate({ bulkId })),
    }),
  );
  const { items, waiting, ended, error } = useSyncExternalStore(line.subscribe, line.state, line.state);
  useEffect(() => void line.refill(), [line]);
  return {
    current: items?.[0] ?? null,
    /** Answers on their way. */
    waiting,
    ended,
    error,
    say: (said: Omit<CheckAnswer, 'sampleId'>) => void line.say(said),
    takeBack: () => void line.takeBack(),
  };
}
