'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { count } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import { roleHas } from '#/server/domain/capability.ts';
import { AddFiles } from './AddFiles.tsx';
import { useAddFiles } from './useAddFiles.ts';

/** Many models are folded: what is done with them stands elsewhere on the page. */
const FIRST = 6;

const kinds = { probabilities: 'probabilities', labels: 'labels' };

/** The user's own models: what they predict is added here, and taken away. */
export function Models() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { dataset, me } = useDataset();
  const { slug } = dataset;
  const list = useQuery(trpc.models.list.queryOptions({ slug }));
  const start = useMutation(trpc.models.start.mutationOptions());
  const remove = useMutation(
    trpc.models.remove.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.models.pathFilter()) }),
  );
  const adding = useAddFiles((uploadIds) => start.mutateAsync({ slug, uploadIds }));
  const leads = roleHas(me.role, 'lead');
  const [all, setAll] = useState(false);
  const models = list.data ?? [];
  return (
    <section className="block mt-10">
      <h2>Your models</h2>
      <p className="lede">
        A table with an id and a column per model, or a column per class with its probability; a <code>.npy</code> array
        of probabilities or labels in the order of the samples; JSON lines with id, label_true and label_pred. A JSON
        list of names says what numbers mean. The predictions should be of models that did not learn from these samples.
      </p>
      <div className="flex flex-wrap items-start gap-3 py-3">
        <div className="basis-full empty:hidden">
          <ErrorNotice error={list.error ?? remove.error} />
        </div>
        {leads ? (
          <AddFiles multiple accept=".csv,.tsv,.json,.jsonl,.ndjson,.parquet,.npy,.gz" adding={adding}>
            Add predictions
          </AddFiles>
        ) : null}
        {leads && models.length > 1 ? (
          <Button
            small
            disabled={remove.isPending}
            onClick={() => remove.mutate({ slug, ids: models.map((m) => m.id) })}
          >
            Remove all {models.length}
          </Button>
        ) : null}
      </div>
      {models.length > 0 ? (
        <ScrollX label="Your models">
          <table className="tbl">
            <thead>
              <tr>
                <th>Model</th>
                <th>predicts</th>
                <th className="n">samples</th>
                <th>file</th>
                {leads ? (
                  <th>
                    <span className="vh">remove</span>
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {models.slice(0, all ? undefined : FIRST).map((m) => (
                <tr key={m.id}>
                  <td className="mono">{m.name}</td>
                  <td>{kinds[m.kind]}</td>
                  <td className="n">{count(m.covered)}</td>
                  <td className="mono small">{m.fileName}</td>
                  {leads ? (
                    <td className="n">
                      <Button small disabled={remove.isPending} onClick={() => remove.mutate({ slug, ids: [m.id] })}>
                        Remove<span className="vh"> {m.name}</span>
                      </Button>
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      ) : null}
      {models.length > FIRST ? (
        <p className="pt-2">
          <Button small onClick={() => setAll(!all)} aria-expanded={all}>
            {all ? 'Only the first' : `All ${count(models.length)} models`}
          </Button>
        </p>
      ) : null}
    </section>
  );
}
