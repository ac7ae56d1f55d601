'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { JobFailure, JobProgress } from '#/app/_live/JobProgress.tsx';
import { useNow } from '#/app/_live/useNow.ts';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ago, count, duration, wholePercent } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import { roleHas } from '#/server/domain/capability.ts';
import type { RoundView } from '#/server/domain/views.ts';
import { totalTime } from './totalTime.ts';

const SHOWN = 8;
const triggers: Record<RoundView['trigger'], string> = { import: 'import', batch: 'batch', demand: 'on demand' };

/** Every retraining: what it learned from, what it changed, how long it took. */
export function Rounds() {
  const trpc = useTRPC();
  const { dataset, me, job } = useDataset();
  const rounds = useQuery(trpc.rounds.list.queryOptions({ slug: dataset.slug }));
  const start = useMutation(trpc.rounds.start.mutationOptions());
  const [all, setAll] = useState(false);
  const running = job?.kind === 'round' && (job.state === 'running' || job.state === 'queued');
  const list = rounds.data ?? [];
  return (
    <section className="block">
      <h2>
        Rounds
        {roleHas(me.role, 'lead') ? (
          <Button small disabled={running || start.isPending} onClick={() => start.mutate({ slug: dataset.slug })}>
            Retrain now
          </Button>
        ) : null}
      </h2>
      <div className="grid gap-2 py-2 empty:hidden">
        <ErrorNotice error={start.error ?? rounds.error} />
        {running ? <JobProgress job={job} /> : null}
        {job?.kind === 'round' && job.state === 'failed' ? <JobFailure job={job} /> : null}
      </div>
      <ScrollX label="Rounds">
        <table className="tbl">
          <thead>
            <tr>
              <th>Round</th>
              <th className="n">decisions</th>
              <th className="n">labels changed</th>
              <th className="n">hit rate</th>
              <th className="n">newly doubted</th>
              <th className="n">cleared</th>
              <th className="n">took</th>
            </tr>
          </thead>
          <tbody>
            {list.slice(0, all ? undefined : SHOWN).map((r, k) => (
              <RoundRow key={r.id} round={r} newest={k === 0} />
            ))}
          </tbody>
        </table>
      </ScrollX>
      {list.length > SHOWN ? (
        <p className="pt-2">
          <Button small onClick={() => setAll(!all)} aria-expanded={all}>
            {all ? 'Only the latest' : `All ${list.length} rounds`}
          </Button>
        </p>
      ) : null}
    </section>
  );
}

function RoundRow({ round: r, newest }: { round: RoundView; newest: boolean }) {
  const now = useNow();
  // The first round has none before it to compare with.
  const compared = r.state === 'published' && r.number > 1;
  const stages = Object.entries(r.durations)
    .map(([stage, ms]) => `${stage} ${duration(ms)}`)
    .join(', ');
  return (
    <tr className={newest ? 'now' : undefined}>
      <td className="nowrap">
        {r.number}
        {r.state === 'running' ? ', running' : ''}
        {r.state === 'failed' ? ', did not finish' : ''}
        <br />
        <span className="quiet small font-normal">
          {triggers[r.trigger]}, {r.mode}, {ago(r.publishedAt ?? r.startedAt, now)}
        </span>
      </td>
      <td className="n">{count(r.decisions)}</td>
      <td className="n">{count(r.changed)}</td>
      <td className="n">{r.hitRate === null ? '' : wholePercent(r.hitRate)}</td>
      <td className="n">{compared ? count(r.diff.doubted) : ''}</td>
      <td className="n">{compared ? count(r.diff.cleared) : ''}</td>
      <td className="n" title={stages}>
        {r.state === 'published' ? duration(totalTime(r.durations)) : ''}
        <br />
        <span className="quiet small font-normal">{r.backend}</span>
      </td>
    </tr>
  );
}
