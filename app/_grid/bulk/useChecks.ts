'use client';

import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import type { BulkView, CheckAnswer, CheckItem } from '#/server/domain/bulk.ts';

const ahead = 5;

/** The samples of a bulk that are answered singly, a few of them fetched ahead; answers go one by one. */
export function useChecks(bulkId: string, onBulk: (view: BulkView) => void) {
  const trpc = useTRPC();
  const [items, setItems] = useState<CheckItem[] | null>(null);
  const answered = useRef(new Set<string>());
  const fetching = useRef(false);
  const { mutateAsync: fetchChecks, error: fetchError } = useMutation(trpc.bulk.checks.mutationOptions());
  const answer = useMutation(trpc.bulk.answer.mutationOptions({ onSuccess: onBulk }));
  const takeBack = useMutation(trpc.bulk.takeBack.mutationOptions({ onSuccess: onBulk }));
  const refill = useCallback(async () => {
    if (fetching.current) return;
    fetching.current = true;
    try {
      const next = await fetchChecks({ bulkId, limit: ahead });
      setItems(next.filter((i) => !answered.current.has(i.sampleId)));
    } finally {
      fetching.current = false;
    }
  }, [bulkId, fetchChecks]);
  useEffect(() => void refill().catch(() => undefined), [refill]);
  const current = items?.[0] ?? null;
  return {
    current,
    ended: items !== null && items.length === 0,
    error: fetchError ?? answer.error ?? takeBack.error,
    async say(said: Omit<CheckAnswer, 'sampleId'>) {
      if (!current || answer.isPending) return;
      const { sampleId } = current;
      await answer.mutateAsync({ bulkId, answers: [{ ...said, sampleId }] });
      answered.current.add(sampleId);
      const rest = (items ?? []).slice(1);
      setItems(rest);
      if (rest.length < 2) await refill();
    },
    async takeBack() {
      await takeBack.mutateAsync({ bulkId });
      answered.current.clear();
      await refill();
    },
  };
}
