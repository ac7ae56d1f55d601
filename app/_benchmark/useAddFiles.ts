'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PickedFile } from '#/app/_import/pickedFile.ts';
import { upload } from '#/app/_import/upload.ts';
import { useTRPC } from '#/app/_trpc/client.tsx';
import type { JobView } from '#/server/domain/views.ts';

const EVERY_MS = 400;

/** Uploads files, starts a job on them and follows it; what the benchmark shows is read anew when it ends. */
export function useAddFiles(start: (uploadIds: string[]) => Promise<{ job: string }>): {
  add: (files: PickedFile[]) => Promise<void>;
  /** Share of the bytes sent; null when nothing is being sent. */
  sending: number | null;
  job: JobView | null;
  error: unknown;
} {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [sending, setSending] = useState<number | null>(null);
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
    async add(files) {
      if (files.length === 0) return;
      setError(null);
      setJobId(null);
      setSending(0);
      try {
        const options = { onProgress: setSending, signal: new AbortController().signal };
        const stored = await upload(files, options);
        setJobId((await start(stored.map((s) => s.id))).job);
      } catch (failed) {
        setError(failed);
      } finally {
        setSending(null);
      }
    },
    sending,
    job: jobId === null ? null : (followed.data ?? null),
    error: error ?? followed.error,
  };
}
