'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { count } from '#/app/_ui/figures.ts';
import { Progress } from '#/app/_ui/measures.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import type { QuestionRunView } from '#/server/domain/question.ts';

const states = { running: 'asking', paused: 'paused', stopped: 'budget spent', done: 'done' } as const;

/** The runs so far, the one under way with its progress and its pause. */
export function Runs({ runs, leads }: { runs: QuestionRunView[]; leads: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { dataset } = useDataset();
  const refresh = { onSuccess: () => queries.invalidateQueries(trpc.questions.pathFilter()) };
  const pause = useMutation(trpc.questions.pause.mutationOptions(refresh));
  const resume = useMutation(trpc.questions.resume.mutationOptions(refresh));
  if (runs.length === 0) return null;
  const busy = runs.some((r) => r.state === 'running');
  return (
    <section className="block mt-10">
      <h2>Runs</h2>
      <ScrollX label="Runs">
        <table className="tbl">
          <thead>
            <tr>
              <th>state</th>
              <th className="n">pictures</th>
              <th className="n">calls</th>
              <th className="n">tokens</th>
              <th>model</th>
              <th>
                <span className="vh">pause or resume</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <td className="sm:min-w-[200px]">
                  {run.kind === 'write' ? 'questions written, ' : ''}
                  {states[run.state]}
                  {run.state === 'running' && run.samples > 0 ? (
                    <Progress share={run.samplesDone / run.samples} label="Pictures asked about" />
                  ) : null}
                  {run.note ? <p className="quiet small">{run.note}</p> : null}
                </td>
                <td className="n">
                  {count(run.samplesDone)} <span className="quiet small">of {count(run.samples)}</span>
                </td>
                <td className="n">
                  {count(run.calls)}
                  {run.failed ? <span className="quiet small"> {count(run.failed)} failed</span> : null}
                </td>
                <td className="n">
                  {count(run.tokens)}
                  {run.money > 0 ? <span className="quiet small"> {run.money.toFixed(2)}</span> : null}
                </td>
                <td className="mono small">{run.model.replace(/ @ .*$/, '')}</td>
                <td>
                  {leads && run.state === 'running' ? (
                    <Button small onClick={() => pause.mutate({ slug: dataset.slug, id: run.id })}>
                      Pause
                    </Button>
                  ) : null}
                  {leads && run.state === 'paused' && !busy ? (
                    <Button small onClick={() => resume.mutate({ slug: dataset.slug, id: run.id })}>
                      Resume
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
      <ErrorNotice error={pause.error ?? resume.error} />
    </section>
  );
}
