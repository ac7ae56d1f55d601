'use client';

import { useState } from 'react';
import type { PickedFile } from '#/app/_import/pickedFile.ts';
import { upload } from '#/app/_import/upload.ts';
import { type FollowedJob, useFollowedJob } from './useFollowedJob.ts';

/** Uploads files, starts a job on them and follows it. */
export function useAddFiles(start: (uploadIds: string[]) => Promise<{ job: string }>): FollowedJob & {
  add: (files: PickedFile[]) => Promise<void>;
  /** Share of the bytes sent; null when nothing is being sent. */
  sending: number | null;
} {
  const followed = useFollowedJob();
  const [sending, setSending] = useState<number | null>(null);
  return {
    ...followed,
    async add(files) {
      if (files.length === 0) return;
      await followed.follow(async () => {
        setSending(0);
        try {
          const stored = await upload(files, { onProgress: setSending, signal: new AbortController().signal });
          return await start(stored.map((s) => s.id));
        } finally {
          setSending(null);
        }
      });
    },
    sending,
  };
}
