'use client';

import { useQuery } from '@tanstack/react-query';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { PinExample } from '#/app/_guidelines/PinExample.tsx';
import { SampleHistory } from '#/app/_history/SampleHistory.tsx';
import { leansToGiven } from '#/app/_review/labels/leaning.ts';
import { SampleTalk } from '#/app/_talk/SampleTalk.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button, ButtonLink } from '#/app/_ui/Button.tsx';
import { count, percent } from '#/app/_ui/figures.ts';
import { Share } from '#/app/_ui/measures.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { ProofMark } from '#/app/_ui/ProofMark.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import { roleHas } from '#/server/domain/capability.ts';
import type { SampleView } from '#/server/domain/views.ts';
import { Content } from './Content.tsx';
import { signalName } from './signalName.ts';
import { markOf, statusWords } from './statusWords.ts';

/** One sample whole: content, labels, doubts, and everything people have said about it. */
export function SampleDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const trpc = useTRPC();
  const { dataset, me } = useDataset();
  const query = useQuery(trpc.samples.get.queryOptions({ slug: dataset.slug, id }));
  const s = query.data;
  return (
    <aside className="detail" aria-label={`Details of one ${dataset.noun.one}`}>
      <div className="detail-h">
        <Button small kbd="Esc" onClick={onClose}>
          Close
        </Button>
        {s && roleHas(me.role, 'review') ? (
          <ButtonLink small kbd="O" href={paths.reviewSample(dataset.slug, s.id)}>
            Open in review
          </ButtonLink>
        ) : null}
      </div>
      <ErrorNotice error={query.error} />
      {query.isPending ? <Skeleton height={240} /> : null}
      {s ? <Whole sample={s} /> : null}
    </aside>
  );
}

function Whole({ sample: s }: { sample: SampleView }) {
  const { dataset, me } = useDataset();
  const mark = markOf(s);
  const signals = Object.entries(s.signals).sort((a, b) => b[1] - a[1]);
  const doubting = signals.filter(([, value]) => value >= 0.005);
  return (
    <>
      <p className="small quiet">
        <span className="mono text-ink">{s.externalId}</span>, row {count(s.row)}
        {s.split ? `, ${s.split}` : ''}, {statusWords[s.status]}
      </p>
      <div className="py-3 text-md">
        {mark ? (
          <ProofMark state={mark.state} given={s.givenLabel} label={mark.label} room={34} />
        ) : (
          <span className="mono">{s.currentLabel ?? 'no label'}</span>
        )}
      </div>
      <Content content={s.content} />
      {s.pGiven === null && signals.length === 0 ? null : (
        <section className="mt-6">
          <h2 className="sec-h">Doubts</h2>
          <ul className="grid gap-2 pt-3">
            {s.pGiven === null ? null : (
              <li className="doubt">
                <span>
                  <code>{s.givenLabel}</code> is right
                </span>
                <Share share={s.pGiven} tone="pen" />
              </li>
            )}
            {s.suggestion ? (
              <li className="doubt">
                <span>
                  {leansToGiven(s) ? 'next likeliest is' : 'the model would say'} <code>{s.suggestion.label}</code>
                </span>
                <Share share={s.suggestion.probability} tone="pencil" />
              </li>
            ) : null}
            {doubting.map(([signal, value]) => (
              <li key={signal} className="doubt">
                <span>{signalName(signal)}</span>
                <Share share={value} tone="quiet" text={percent(value)} />
              </li>
            ))}
          </ul>
          {doubting.length < signals.length ? (
            <p className="small quiet pt-2">
              {doubting.length === 0 ? 'No reason for doubt has found anything.' : 'The other reasons find nothing.'}
            </p>
          ) : null}
        </section>
      )}
      <SampleHistory sampleId={s.id} given={s.givenLabel} />
      <div className="mt-6">
        <SampleTalk slug={dataset.slug} sampleId={s.id} />
      </div>
      {roleHas(me.role, 'lead') ? (
        <details className="mt-6">
          <summary className="link min-h-6 cursor-pointer">Pin it as an example</summary>
          <PinExample slug={dataset.slug} sampleId={s.id} classes={dataset.classes} label={s.currentLabel} />
        </details>
      ) : null}
    </>
  );
}
