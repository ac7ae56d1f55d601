'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import { roleHas } from '#/server/domain/capability.ts';
import { hasPictures } from '#/server/domain/pictures.ts';
import { NoProvider } from './NoProvider.tsx';
import { ProviderForm } from './ProviderForm.tsx';
import { QuestionSet } from './QuestionSet.tsx';
import { RunForm } from './RunForm.tsx';
import { Runs } from './Runs.tsx';

/** Questions about a dataset's pictures: what is asked, of which model, and what it costs. */
export function QuestionsPage() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { dataset, me } = useDataset();
  const { slug } = dataset;
  const leads = roleHas(me.role, 'lead');
  const pictures = hasPictures(dataset.task);
  const provider = useQuery(trpc.providers.get.queryOptions({ slug }, { enabled: pictures }));
  const sets = useQuery(trpc.questions.list.queryOptions({ slug }, { enabled: pictures }));
  const runs = useQuery(
    trpc.questions.runs.queryOptions(
      { slug },
      { enabled: pictures, refetchInterval: ({ state }) => (state.data?.some(isRunning) ? 1000 : false) },
    ),
  );
  const running = runs.data?.some(isRunning) ?? false;
  // A run may write questions before it asks.
  const list = trpc.questions.list.queryKey({ slug });
  // biome-ignore lint/correctness/useExhaustiveDependencies: to be read again when a run begins or ends
  useEffect(() => void queries.invalidateQueries({ queryKey: list }), [running]);
  if (!pictures) return <Notice title="Questions are asked about pictures.">This dataset has none.</Notice>;
  return (
    <>
      <div className="page-h">
        <div>
          <h1>Questions about {dataset.name}</h1>
          <p className="max-w-[72ch]">
            A vision model answers them picture by picture, the most doubted first. Where less than half of the answers
            fit the label, the picture waits in “Picture and label do not match”.
          </p>
        </div>
      </div>
      <ErrorNotice error={provider.error ?? sets.error ?? runs.error} />
      {provider.isSuccess && provider.data === null ? (
        <NoProvider admin={roleHas(me.role, 'administer')} captions={dataset.task === 'image-text'} />
      ) : null}
      {provider.data ? (
        <p className="mb-6 text-ink-2">
          Asked is <span className="mono">{provider.data.model}</span>
          {provider.data.baseUrl ? ` at ${provider.data.baseUrl}` : ', which runs in the worker'}.
        </p>
      ) : null}
      {provider.data && leads && !running ? <RunForm priced={provider.data.limits.inputPrice !== null} /> : null}
      {runs.data ? <Runs runs={runs.data} leads={leads} /> : null}
      <section className="block mt-10">
        <h2>What is asked</h2>
        {dataset.task === 'image-text' ? (
          <p className="lede">Every caption has questions of its own, written when it is first asked about.</p>
        ) : sets.isPending ? (
          <Skeleton height={240} />
        ) : null}
        {(dataset.task === 'image-text' ? [] : sets.data)?.map((set) => (
          <QuestionSet key={`${set.label} ${set.version}`} set={set} leads={leads} />
        ))}
      </section>
      {roleHas(me.role, 'administer') && provider.isSuccess ? (
        <details className="mt-10">
          <summary className="min-h-6 font-semibold">A vision model for this dataset alone</summary>
          <div className="pt-5">
            <ProviderForm key={JSON.stringify(provider.data)} slug={slug} provider={provider.data} />
          </div>
        </details>
      ) : null}
    </>
  );
}

const isRunning = (run: { state: string }) => run.state === 'running';
