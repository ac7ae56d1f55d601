'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { isForbidden } from '#/app/_ui/errors.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import { type LogFilter, LogFilters } from './LogFilters.tsx';
import { detailWords, kindName } from './words.ts';
import './history.css';

const when = (iso: string) => new Date(iso).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** The audit log of a dataset, or without a slug of the whole server, with the ways to take it along. */
export function AuditLog({ slug }: { slug?: string }) {
  const trpc = useTRPC();
  const [filter, setFilter] = useState<LogFilter>({});
  const choices = useQuery(trpc.history.auditKinds.queryOptions({ slug }));
  const log = useInfiniteQuery(
    trpc.history.audit.infiniteQueryOptions(
      { slug, limit: 100, ...filter },
      { initialCursor: undefined, getNextPageParam: (last) => last.nextCursor ?? undefined },
    ),
  );
  const items = log.data?.pages.flatMap((p) => p.items);
  if (isForbidden(log.error))
    return (
      <>
        <div className="page-h">
          <h1>Log</h1>
        </div>
        <ErrorNotice error={log.error} />
      </>
    );
  const address = `/api/v1${slug === undefined ? '' : `/datasets/${encodeURIComponent(slug)}`}/log`;
  const file = (format: string) => `${address}?${new URLSearchParams({ ...filter, format, safe: '1' })}`;
  return (
    <>
      <div className="page-h">
        <div>
          <h1>Log</h1>
          <p>
            {slug === undefined
              ? 'What leads and admins did on this server.'
              : 'Everything that people did here. Nothing in it can be changed.'}
          </p>
        </div>
        <div className="push">
          <a className="btn" href={file('csv')} download>
            CSV
          </a>
          <a className="btn" href={file('jsonl')} download>
            JSON lines
          </a>
        </div>
      </div>
      <LogFilters
        filter={filter}
        kinds={choices.data?.kinds ?? []}
        people={choices.data?.people ?? []}
        bySample={slug !== undefined}
        onChange={setFilter}
      />
      <ErrorNotice error={log.error ?? choices.error} />
      {log.isPending ? <Skeleton height={240} /> : null}
      {items?.length === 0 ? <p className="quiet">Nothing matches.</p> : null}
      {items && items.length > 0 ? (
        <ScrollX label="Log">
          <table className="tbl">
            <thead>
              <tr>
                <th>When</th>
                <th>what</th>
                <th>who</th>
                <th>{slug === undefined ? 'dataset' : 'sample'}</th>
                <th>details</th>
              </tr>
            </thead>
            <tbody>
              {items.map((e) => (
                <tr key={e.id}>
                  <td className="nowrap num">{when(e.at)}</td>
                  <td className="nowrap">{kindName(e.kind)}</td>
                  <td dir="auto">{e.by ?? 'the server'}</td>
                  <td className="mono">
                    {e.sample && e.dataset ? (
                      <Link className="link" href={paths.sample(e.dataset, e.sample.id)}>
                        {e.sample.externalId}
                      </Link>
                    ) : slug === undefined ? (
                      (e.dataset ?? '')
                    ) : null}
                  </td>
                  <td className="log-detail" dir="auto">
                    {detailWords(e.detail)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      ) : null}
      {log.hasNextPage ? (
        <p className="pt-4">
          <Button disabled={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            Earlier lines
          </Button>
        </p>
      ) : null}
    </>
  );
}
