'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { Loading } from '#/app/_ui/Skeleton.tsx';
import { roleHas } from '#/server/domain/capability.ts';
import { Part } from './Part.tsx';
import './guidelines.css';

const Versions = dynamic(() => import('./Versions.tsx').then((m) => m.Versions), { ssr: false });

export const partId = (label: string | null) => (label === null ? 'all' : `class-${label}`);

/** What holds for every label, then each label's own text and examples. */
export function Guidelines() {
  const trpc = useTRPC();
  const { dataset, me } = useDataset();
  const [version, setVersion] = useState<number | undefined>(undefined);
  const query = useQuery(trpc.guidelines.get.queryOptions({ slug: dataset.slug, version }));
  const guide = query.data;
  const past = guide !== undefined && guide.version < guide.latest;
  const leads = roleHas(me.role, 'lead');
  return (
    <>
      <div className="page-h">
        <div>
          <h1>Guidelines</h1>
          <p>
            {guide === undefined
              ? ' '
              : guide.latest === 0
                ? `Nothing has been written for ${dataset.name} yet.`
                : `Version ${guide.version} for ${dataset.name}. Every decision remembers the version it was taken under.`}
          </p>
        </div>
      </div>
      <ErrorNotice error={query.error} />
      {past ? (
        <Notice
          title={`This is version ${guide.version}, no longer in force.`}
          action={
            <Button small onClick={() => setVersion(undefined)}>
              Show version {guide.latest}
            </Button>
          }
        />
      ) : null}
      {guide === undefined && query.isPending ? <Loading label="Loading the guidelines" /> : null}
      {guide ? (
        <div className="guide">
          <nav className="guide-nav" aria-label="Parts of the guidelines">
            {guide.parts.map((p) => (
              <a key={partId(p.label)} href={`#${encodeURIComponent(partId(p.label))}`} dir="auto">
                {p.label === null ? 'For every label' : <span className="mono">{p.label}</span>}
                {p.text === '' && p.examples.length === 0 ? <span className="quiet small"> empty</span> : null}
              </a>
            ))}
          </nav>
          <div className="guide-parts">
            {guide.parts.map((p) => (
              <Part key={partId(p.label)} part={p} editable={leads && !past} />
            ))}
          </div>
        </div>
      ) : null}
      {guide && guide.latest > 0 && roleHas(me.role, 'inspect') ? <Versions onShow={setVersion} /> : null}
    </>
  );
}
