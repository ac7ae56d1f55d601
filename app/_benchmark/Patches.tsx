'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { JobProgress } from '#/app/_live/JobProgress.tsx';
import { useNow } from '#/app/_live/useNow.ts';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ago, count } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import type { PatchView } from '#/server/domain/benchmarkViews.ts';
import { roleHas } from '#/server/domain/capability.ts';
import { AddFiles } from './AddFiles.tsx';
import { UnknownClasses } from './UnknownClasses.tsx';
import { useAddFiles } from './useAddFiles.ts';
import { useFollowedJob } from './useFollowedJob.ts';

/** Published corrections, stored as decisions with their provenance. */
export function Patches() {
  const trpc = useTRPC();
  const { dataset, me } = useDataset();
  const { slug } = dataset;
  const [partial, setPartial] = useState(false);
  const list = useQuery(trpc.patches.list.queryOptions({ slug }));
  const start = useMutation(trpc.patches.start.mutationOptions());
  const retract = useMutation(trpc.patches.retract.mutationOptions());
  const taking = useFollowedJob();
  const adding = useAddFiles(([uploadId]) => start.mutateAsync({ slug, uploadId: uploadId!, partial }));
  const leads = roleHas(me.role, 'lead');
  const patches = list.data ?? [];
  return (
    <section className="block mt-10">
      <h2>Corrections from elsewhere</h2>
      <p className="lede">
        A file of corrected labels, such as Re-TACRED’s <code>{'{id: label}'}</code>, TACRev’s{' '}
        <code>{'[{id, relation}]'}</code> or a table with id and label. Each entry becomes a decision in the log that
        names the file. It never outweighs what a reader here decides, and is no answer of the hidden audit.
      </p>
      <div className="grid gap-3 py-3">
        <ErrorNotice error={list.error ?? taking.error} />
        {leads ? (
          <>
            <label className="check">
              <input type="checkbox" checked={partial} onChange={(e) => setPartial(e.currentTarget.checked)} />
              <span>
                Leave out what is unknown here
                <small>
                  Otherwise a file with an unknown id or label is refused whole, with the lines named; labels can then
                  be added as classes.
                </small>
              </span>
            </label>
            <AddFiles accept=".csv,.tsv,.json,.jsonl,.ndjson,.parquet,.gz" adding={adding}>
              Add corrections
            </AddFiles>
            {adding.job?.state === 'failed' ? (
              <UnknownClasses key={adding.job.id} slug={slug} job={adding.job.id} follow={adding.follow} />
            ) : null}
          </>
        ) : null}
      </div>
      {taking.job && taking.job.state !== 'done' ? <JobProgress job={taking.job} /> : null}
      {patches.length > 0 ? (
        <ScrollX label="Corrections from elsewhere">
          <table className="tbl">
            <thead>
              <tr>
                <th>File</th>
                <th className="n opt">entries</th>
                <th className="n">labels changed</th>
                <th className="n opt">kept</th>
                <th className="n opt">against a reader</th>
                <th className="n opt">left out</th>
                <th className="opt">added</th>
                {leads ? (
                  <th>
                    <span className="vh">take back</span>
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {patches.map((p) => (
                <PatchRow
                  key={p.id}
                  patch={p}
                  leads={leads}
                  busy={taking.busy || adding.busy}
                  onRetract={() => taking.follow(() => retract.mutateAsync({ slug, id: p.id }))}
                />
              ))}
            </tbody>
          </table>
        </ScrollX>
      ) : null}
    </section>
  );
}

function PatchRow({
  patch: p,
  leads,
  busy,
  onRetract,
}: {
  patch: PatchView;
  leads: boolean;
  busy: boolean;
  onRetract: () => void;
}) {
  const now = useNow();
  return (
    <tr>
      <td className="mono">{p.name}</td>
      <td className="n opt">{count(p.entries)}</td>
      <td className="n">{count(p.changed)}</td>
      <td className="n opt">{count(p.kept)}</td>
      <td className="n opt">{count(p.contradicted)}</td>
      <td className="n opt">{count(p.leftOut)}</td>
      <td className="nowrap opt">
        {ago(p.createdAt, now)}
        <br />
        <span className="quiet small">by {p.by}</span>
      </td>
      {leads ? (
        <td className="n">
          {p.retractedAt === null ? (
            <Button small disabled={busy} onClick={onRetract}>
              Take back<span className="vh"> {p.name}</span>
            </Button>
          ) : (
            <span className="quiet">taken back</span>
          )}
        </td>
      ) : null}
    </tr>
  );
}
