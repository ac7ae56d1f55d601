'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import type { JobView } from '#/server/domain/views.ts';

const EVERY_MS = 400;

export interface FollowedJob {
  /** Starts a job and follows it; what went before is forgotten. */
  follow: (start: () => Promise<{ job: string }>) => Promise<void>;
  job: JobView | null;
  busy: boolean;
  error: unknown;
}

/** A job of the benchmark's: what the page shows is read anew when it ends. */
export function useFollowedJob(): FollowedJob {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [jobId, setJobId] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const running = (job: JobView | undefined) => job === undefined || job.state === 'queued' || job.state === 'running';
  const followed = useQuery(
    trpc.imports.job.queryOptions(
      { id: jobId ?? '' },
      { enabled: jobId !== null, refetchInterval: (q) => (running(q.state.data) ? EVERY_MS : false) },
    ),
  );
  const state = followed.data?.state;
  useEffect(() => {
    if (state !== 'done') return;
    for (const part of [trpc.models, trpc.patches, trpc.queues, trpc.datasets])
      void queries.invalidateQueries(part.pathFilter());
  }, [state, queries, trpc]);
  return {
    async follow(start) {
      setError(null);
      setJobId(null);
      try {
        setJobId((await start()).job);
      } catch (failed) {
        setError(failed);
      }
    },
    job: jobId === null ? null : (followed.data ?? null),
    busy: jobId !== null && running(followed.data) && followed.error === null,
    error: error ?? followed.error,
  };
}
