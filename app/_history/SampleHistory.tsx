'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useNow } from '#/app/_live/useNow.ts';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { ago } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { markOfVerdict, ProofMark } from '#/app/_ui/ProofMark.tsx';
import { roleHas } from '#/server/domain/capability.ts';
import type { HistoryEntry } from '#/server/domain/historyViews.ts';
import { aside, told } from './words.ts';
import './history.css';

/** Everything that ever happened to a sample, oldest first; a lead goes back to what was said before. */
export function SampleHistory({ sampleId, given }: { sampleId: string; given: string | null }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { dataset, me } = useDataset();
  const now = useNow();
  const history = useQuery(trpc.history.ofSample.queryOptions({ slug: dataset.slug, sampleId }));
  const restore = useMutation(
    trpc.history.restore.mutationOptions({
      onSuccess: () => {
        for (const part of [trpc.history, trpc.samples, trpc.datasets])
          void queries.invalidateQueries(part.pathFilter());
      },
    }),
  );
  const leads = roleHas(me.role, 'lead');
  const back = (decisionId: string | null, what: string) => (
    <button
      type="button"
      className="link small min-h-6"
      disabled={restore.isPending}
      onClick={() => restore.mutate({ slug: dataset.slug, sampleId, decisionId })}
    >
      Go back to this<span className="vh">: {what}</span>
    </button>
  );
  const last = history.data?.findLast((e) => e.kind === 'decision' && !e.retracted && e.reading !== 'gold')?.id;
  return (
    <section className="mt-6" aria-labelledby="history">
      <h2 className="sec-h" id="history">
        History
      </h2>
      <ErrorNotice error={history.error ?? restore.error} />
      <ol className="history">
        {history.data?.map((e) => (
          <li key={e.id}>
            <div className="history-what">
              {e.kind === 'decision' ? (
                <ProofMark size="sm" flat state={markOfVerdict[e.verdict]} given={given} label={e.label} />
              ) : null}
              <span className={e.kind === 'decision' && e.retracted ? 'is-retracted' : undefined} dir="auto">
                {told(e)}
              </span>
            </div>
            <p className="small quiet">
              {e.by ? `${e.by}, ` : ''}
              <time dateTime={e.at} title={new Date(e.at).toLocaleString('en')}>
                {ago(e.at, now)}
              </time>
              {aside(e)}
            </p>
            {e.kind === 'decision' && e.note ? (
              <p className="small" dir="auto">
                “{e.note}”
              </p>
            ) : null}
            {leads && canRestore(e, last, given) ? (
              <p>{back(e.kind === 'decision' ? e.id.replace('decision ', '') : null, told(e))}</p>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The given label once people decided otherwise, and every decision but the one in force. */
function canRestore(e: HistoryEntry, last: string | undefined, given: string | null): boolean {
  if (e.kind === 'import') return last !== undefined && given !== null;
  return e.kind === 'decision' && e.verdict !== 'unsure' && e.reading !== 'gold' && e.id !== last;
}
