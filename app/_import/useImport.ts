'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { paths } from '#/app/_ui/paths.ts';
import type { ColumnRole, Task } from '#/server/domain/task.ts';
import type { PreviewView } from '#/server/domain/views.ts';
import { columnMapOf, guessedRoles, missingRole, type Roles, withRole } from './columnRoles.ts';
import { handOver } from './handOver.ts';
import type { PickedFile } from './pickedFile.ts';
import { nameFor, sortFiles } from './sortFiles.ts';
import { upload } from './upload.ts';

export interface ArrayUpload {
  id: string;
  fileName: string;
  use: 'embeddings' | 'predProbs' | 'none';
}

/** What has been read of an upload, and what the person has chosen about it. */
export interface Draft {
  uploadIds: string[];
  arrays: ArrayUpload[];
  preview: PreviewView;
  roles: Roles;
  task: Task;
  name: string;
}

/** The import from the first dropped file to the started job. */
export function useImport() {
  const trpc = useTRPC();
  const router = useRouter();
  const preview = useMutation(trpc.imports.preview.mutationOptions());
  const start = useMutation(
    trpc.imports.start.mutationOptions({ onSuccess: ({ dataset }) => router.push(paths.dataset(dataset)) }),
  );
  const [sent, setSent] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const abort = useRef<AbortController | null>(null);

  async function read(uploadIds: string[], task?: Task): Promise<Pick<Draft, 'preview' | 'roles' | 'task'>> {
    const seen = await preview.mutateAsync({ uploadIds, task });
    return { preview: seen, roles: guessedRoles(seen.columns), task: seen.task };
  }

  async function pick(files: PickedFile[]) {
    setError(null);
    start.reset();
    abort.current = new AbortController();
    const { data, arrays } = sortFiles(files);
    if (data.length === 0) {
      setError(new Error('There is no data in what was picked. Pick a table, a ZIP or a folder of pictures.'));
      return;
    }
    setSent(0);
    try {
      const done = await upload([...data, ...arrays], { onProgress: setSent, signal: abort.current.signal });
      const uploadIds = done.slice(0, data.length).map((u) => u.id);
      const extra = done.slice(data.length).map((u): ArrayUpload => ({ ...u, use: guessUse(u.fileName) }));
      setDraft({ uploadIds, arrays: extra, name: nameFor(data), ...(await read(uploadIds)) });
    } catch (e) {
      setError(e);
    } finally {
      setSent(null);
    }
  }

  async function addArrays(files: PickedFile[]) {
    const { arrays } = sortFiles(files);
    if (!draft || arrays.length === 0) return;
    try {
      const done = await upload(arrays, { onProgress: () => {}, signal: new AbortController().signal });
      const extra = done.map((u): ArrayUpload => ({ ...u, use: guessUse(u.fileName) }));
      setDraft({ ...draft, arrays: [...draft.arrays, ...extra] });
    } catch (e) {
      setError(e);
    }
  }

  async function chooseTask(task: Task) {
    if (!draft || task === draft.task) return;
    try {
      setDraft({ ...draft, ...(await read(draft.uploadIds, task)) });
    } catch (e) {
      setError(e);
    }
  }

  /** Labels and problems are found anew: they are of the columns that have these roles. */
  async function chooseRole(column: string, role: ColumnRole) {
    if (!draft) return;
    const roles = withRole(draft.roles, column, role);
    setDraft({ ...draft, roles });
    if (missingRole(roles, draft.task)) return;
    try {
      const seen = await preview.mutateAsync({
        uploadIds: draft.uploadIds,
        task: draft.task,
        columns: columnMapOf(roles),
      });
      setDraft((now) => (now?.roles === roles ? { ...now, preview: { ...seen, columns: now.preview.columns } } : now));
    } catch (e) {
      setError(e);
    }
  }

  function begin() {
    if (!draft) return;
    const used = (use: ArrayUpload['use']) => draft.arrays.find((a) => a.use === use)?.id;
    start.mutate({
      uploadIds: draft.uploadIds,
      name: draft.name,
      task: draft.task,
      columns: draft.preview.columns.length > 0 ? columnMapOf(draft.roles) : undefined,
      embeddings: used('embeddings'),
      predProbs: used('predProbs'),
    });
  }

  const pickWaiting = useRef(pick);
  useEffect(() => {
    const files = handOver.take();
    if (files.length > 0) void pickWaiting.current(files);
    return () => abort.current?.abort();
  }, []);

  return {
    draft,
    setDraft,
    pick,
    addArrays,
    chooseTask,
    chooseRole,
    begin,
    stop: () => abort.current?.abort(),
    reset: () => setDraft(null),
    sent,
    reading: preview.isPending,
    starting: start.isPending || start.isSuccess,
    error: error ?? start.error,
  };
}

const guessUse = (fileName: string): ArrayUpload['use'] => (/prob|pred/i.test(fileName) ? 'predProbs' : 'embeddings');
