'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import type { Verdict } from '#/server/domain/verdict.ts';

export interface Word {
  sampleId: string;
  verdict: Verdict;
  label: string | null;
  /** Of an exclude. */
  reason?: string | null;
  note: string;
}

/** A lead's word on a conflict, sent as a decision like any other, and taken back like any other. */
export function useAdjudication() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [last, setLast] = useState<(Word & { clientKey: string }) | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const send = useMutation(trpc.review.decide.mutationOptions());

  const post = async (decision: object): Promise<boolean> => {
    const { results } = await send.mutateAsync({ decisions: [decision] });
    const [result] = results;
    setRefused(result?.status === 'rejected' ? (result.message ?? 'It was not stored.') : null);
    await Promise.all([
      queries.invalidateQueries(trpc.team.pathFilter()),
      queries.invalidateQueries(trpc.datasets.pathFilter()),
    ]);
    return result?.status === 'accepted';
  };

  return {
    last,
    busy: send.isPending,
    error: send.error,
    refused,
    decide: async ({ sampleId, verdict, label, reason, note }: Word) => {
      const clientKey = crypto.randomUUID();
      const stored = await post({
        sampleId,
        verdict,
        clientKey,
        ...(label === null ? {} : { label }),
        ...(note.trim() ? { note } : {}),
        ...(reason ? { reason } : {}),
      });
      if (stored) setLast({ sampleId, verdict, label, note, clientKey });
    },
    undo: async () => {
      if (!last) return;
      const of = last.clientKey;
      const stored = await post({ sampleId: last.sampleId, verdict: 'retract', of, clientKey: crypto.randomUUID() });
      if (stored) setLast(null);
    },
  };
}
