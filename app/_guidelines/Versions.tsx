'use client';

import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { count } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import { roleHas } from '#/server/domain/capability.ts';
import { Requeue } from './Requeue.tsx';

const when = (iso: string) => new Date(iso).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });

/** Every version there was, each with the text it replaced. */
export function Versions({ onShow }: { onShow: (version: number) => void }) {
  const trpc = useTRPC();
  const { dataset, me } = useDataset();
  const query = useQuery(trpc.guidelines.versions.queryOptions({ slug: dataset.slug }));
  const [open, setOpen] = useState<number | null>(null);
  return (
    <section className="block mt-14">
      <h2>
        Versions<span className="unit">none is ever changed</span>
      </h2>
      <ErrorNotice error={query.error} />
      <ScrollX label="Versions">
        <table className="tbl">
          <thead>
            <tr>
              <th className="n">version</th>
              <th>part</th>
              <th>what changed</th>
              <th className="opt">by</th>
              <th className="opt">when</th>
              <th className="n opt">decisions</th>
              <th>
                <span className="vh">compare and show</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {query.data?.map((v) => (
              <Fragment key={v.version}>
                <tr>
                  <td className="n">{v.version}</td>
                  <td className={v.label === null ? undefined : 'mono'}>{v.label ?? 'every label'}</td>
                  <td dir="auto">{v.note}</td>
                  <td className="opt">{v.by}</td>
                  <td className="nowrap opt">{when(v.at)}</td>
                  <td className="n opt">{count(v.decisions)}</td>
                  <td className="n">
                    <span className="inline-flex flex-wrap justify-end gap-2">
                      <Button
                        small
                        aria-expanded={open === v.version}
                        onClick={() => setOpen(open === v.version ? null : v.version)}
                      >
                        Compare<span className="vh"> version {v.version}</span>
                      </Button>
                      <Button small onClick={() => onShow(v.version)}>
                        Show<span className="vh"> version {v.version}</span>
                      </Button>
                    </span>
                  </td>
                </tr>
                {open === v.version ? (
                  <tr>
                    <td colSpan={7}>
                      <div className="guide-edit">
                        <div>
                          <p className="small quiet">Before</p>
                          <pre className="guide-source">{v.before ?? 'nothing'}</pre>
                        </div>
                        <div>
                          <p className="small quiet">Version {v.version}</p>
                          <pre className="guide-source">{v.text || 'nothing'}</pre>
                        </div>
                      </div>
                      {roleHas(me.role, 'lead') ? <Requeue version={v.version} onDone={() => setOpen(null)} /> : null}
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </section>
  );
}
