'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import './styles/bulk.css';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { excludeReasons } from '#/app/_review/keys/reasonKeys.ts';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { count } from '#/app/_ui/figures.ts';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import type { BulkFilter, BulkVerdict } from '#/server/domain/bulk.ts';

interface BulkDialogProps {
  filter: BulkFilter;
  onClosed: () => void;
}

/** One verdict for everything a filter finds and nobody has decided. The check comes next; nothing is written here. */
export function BulkDialog({ filter, onClosed }: BulkDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const { dataset } = useDataset();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const [verdict, setVerdict] = useState<BulkVerdict['verdict']>('keep');
  const [label, setLabel] = useState(dataset.classes[0]?.name ?? '');
  const [reason, setReason] = useState(excludeReasons[0].reason);
  const [bound, setBound] = useState(0.1);
  const [queueId, setQueueId] = useState('');
  const queues = useQuery(trpc.queues.list.queryOptions({ slug: dataset.slug }));
  const start = useMutation(
    trpc.bulk.start.mutationOptions({
      onSuccess: (bulk) =>
        router.push(paths.bulk(dataset.slug, bulk.id, window.location.pathname + window.location.search)),
    }),
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    const decision = {
      verdict,
      ...(verdict === 'relabel' ? { label } : {}),
      ...(verdict === 'exclude' ? { reason } : {}),
    };
    start.mutate({
      slug: dataset.slug,
      bound,
      what: { filter: { ...filter, queueId: queueId || undefined }, decision },
    });
  }
  return (
    <dialog ref={dialog} className="sheet-dialog" aria-label="Decide in bulk" onClose={onClosed}>
      <form className="bulk-form" onSubmit={submit}>
        <h2>Decide in bulk</h2>
        <p className="small quiet">
          About every {dataset.noun.one} that fits the filters and that nobody has decided. A random part comes to you
          singly first.
        </p>
        <label className="field">
          <span>Verdict</span>
          <select
            className="input"
            value={verdict}
            onChange={(e) => setVerdict(e.target.value as BulkVerdict['verdict'])}
          >
            <option value="keep">Keep the given label</option>
            <option value="relabel">Change the label to</option>
            <option value="exclude">Exclude</option>
          </select>
        </label>
        {verdict === 'relabel' ? (
          <label className="field">
            <span>Label</span>
            <select className="input" value={label} onChange={(e) => setLabel(e.target.value)}>
              {dataset.classes.map((c) => (
                <option key={c.index} value={c.name}>
                  {c.name}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        {verdict === 'exclude' ? (
          <label className="field">
            <span>Reason</span>
            <select className="input" value={reason} onChange={(e) => setReason(e.target.value as typeof reason)}>
              {excludeReasons.map((r) => (
                <option key={r.reason} value={r.reason}>
                  {r.reason}: {r.says}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <label className="field">
          <span>Only what waits in</span>
          <select className="input" value={queueId} onChange={(e) => setQueueId(e.target.value)}>
            <option value="">any queue, or none</option>
            {queues.data?.map((q) => (
              <option key={q.id} value={q.id}>
                {q.name} ({count(q.waiting)})
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>At most so many of them wrong</span>
          <select className="input" value={bound} onChange={(e) => setBound(Number(e.target.value))}>
            {[0.01, 0.02, 0.05, 0.1, 0.2].map((b) => (
              <option key={b} value={b}>
                {Math.round(b * 100)}%
              </option>
            ))}
          </select>
          <small>The upper end of the 95% interval. The less, the more of them you answer singly.</small>
        </label>
        <ErrorNotice error={start.error} />
        <div className="check-acts">
          <Button ink type="submit" disabled={start.isPending}>
            Go on to the check
          </Button>
          <Button onClick={() => dialog.current?.close()}>Close</Button>
        </div>
      </form>
    </dialog>
  );
}
