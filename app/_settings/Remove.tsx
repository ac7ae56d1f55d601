'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { counted } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';

/** Removing asks for the dataset's name: there is no way back. */
export function Remove() {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const { dataset } = useDataset();
  const [typed, setTyped] = useState('');
  const remove = useMutation(
    trpc.datasets.remove.mutationOptions({
      onSuccess: () => {
        router.push(paths.datasets);
        void queries.invalidateQueries(trpc.datasets.list.pathFilter());
      },
    }),
  );
  return (
    <section className="block mt-14 max-w-[560px]">
      <h2>Remove this dataset</h2>
      <p className="lede">
        {counted(dataset.samples, dataset.noun.one, dataset.noun.many)} and{' '}
        {counted(dataset.decisions, 'decision', 'decisions')} are deleted for good. Export first what you want to keep.
      </p>
      <form
        className="mt-3 flex flex-wrap items-end gap-3"
        onSubmit={(e) => {
          e.preventDefault();
          remove.mutate({ slug: dataset.slug });
        }}
      >
        <label className="field min-w-[220px] flex-1">
          <span>
            Type <code>{dataset.slug}</code> to confirm
          </span>
          <input className="input" value={typed} onChange={(e) => setTyped(e.target.value)} autoComplete="off" />
        </label>
        <Button type="submit" disabled={typed !== dataset.slug || remove.isPending}>
          Remove for good
        </Button>
      </form>
      <ErrorNotice error={remove.error} />
    </section>
  );
}
