'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { NotReady } from '#/app/_overview/NotReady.tsx';
import '#/app/_overview/overview.css';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { count, counted, percent } from '#/app/_ui/figures.ts';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import type { ImpactView } from '#/server/domain/benchmarkViews.ts';
import './benchmark.css';
import { Inversions } from './Inversions.tsx';
import { Leaderboard } from './Leaderboard.tsx';
import { Models } from './Models.tsx';
import { Patches } from './Patches.tsx';
import { Prevalence } from './Prevalence.tsx';
import { SlopePlot } from './SlopePlot.tsx';
import { impactInWords, metricName } from './words.ts';

/** What correcting the labels does to the order of the user's own models. */
export function Benchmark() {
  const trpc = useTRPC();
  const { dataset } = useDataset();
  const { slug } = dataset;
  const [split, setSplit] = useState<string | undefined>();
  const ready = dataset.state === 'ready';
  const models = useQuery(trpc.models.list.queryOptions({ slug }, { enabled: ready }));
  const some = (models.data?.length ?? 0) > 0;
  const impact = useQuery(
    trpc.models.impact.queryOptions({ slug, split }, { enabled: some, placeholderData: (before) => before }),
  );
  return (
    <>
      <div className="page-h">
        <div>
          <h1>Benchmark of {dataset.name}</h1>
          <p>
            {impact.data
              ? standing(impact.data)
              : 'How your own models stand on the given and on the corrected labels.'}
          </p>
        </div>
      </div>
      {ready ? null : <NotReady />}
      <ErrorNotice error={models.error ?? impact.error} />
      {some && impact.isPending ? <Skeleton height={420} /> : null}
      {some && impact.data ? <Impact impact={impact.data} split={split} onSplit={setSplit} /> : null}
      {ready && models.data ? (
        <>
          <Models />
          <Patches />
        </>
      ) : null}
    </>
  );
}

function standing(impact: ImpactView): string {
  const { models, samples, changed, dropped } = impact;
  const share = samples ? ` (${percent(changed / samples)})` : '';
  const out = dropped ? `, ${count(dropped)} left out of the corrected set` : '';
  return `${counted(models.length, 'model', 'models')} on ${counted(samples, 'sample', 'samples')}: ${metricName(impact)}. ${counted(changed, 'label', 'labels')}${share} corrected${out}.`;
}

interface ImpactProps {
  impact: ImpactView;
  split: string | undefined;
  onSplit: (split: string | undefined) => void;
}

function Impact({ impact, split, onSplit }: ImpactProps) {
  return (
    <>
      {impact.splits.length > 1 ? (
        <fieldset className="opts mb-4">
          <legend className="vh">Split</legend>
          {[undefined, ...impact.splits].map((s) => (
            <button key={s ?? ''} type="button" aria-pressed={split === s} onClick={() => onSplit(s)}>
              {s ?? 'all splits'}
            </button>
          ))}
        </fieldset>
      ) : null}
      {impact.uncovered > 0 ? (
        <Notice title={`${counted(impact.uncovered, 'sample is', 'samples are')} not scored.`}>
          Some model says nothing about them, and all models are compared on the same samples.
        </Notice>
      ) : null}
      {impact.changed === 0 ? (
        <Notice title="No label is corrected yet.">
          Both columns are the same until somebody changes a label here, or corrections are added below.
        </Notice>
      ) : null}
      <p className="impact-say">{impactInWords(impact)}</p>
      <div className="cols">
        <div className="stack">
          <section className="block">
            <h2>From given to corrected labels</h2>
            <SlopePlot impact={impact} />
          </section>
          {impact.models.length > 1 ? <Prevalence key={impact.changed} impact={impact} /> : null}
        </div>
        <div className="stack">
          <Inversions impact={impact} />
        </div>
      </div>
      <Leaderboard impact={impact} />
    </>
  );
}
