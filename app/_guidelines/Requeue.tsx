'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button, ButtonLink } from '#/app/_ui/Button.tsx';
import { counted } from '#/app/_ui/figures.ts';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';

/** After a change: what was decided under the old text, and whether it is read again. Says nothing where nothing was. */
export function Requeue({ version, onDone }: { version: number; onDone: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { dataset } = useDataset();
  const preview = useQuery(trpc.guidelines.previewRequeue.queryOptions({ slug: dataset.slug, version }));
  const requeue = useMutation(
    trpc.guidelines.requeue.mutationOptions({
      onSuccess: () => {
        for (const part of [trpc.guidelines, trpc.queues, trpc.datasets])
          void queries.invalidateQueries(part.pathFilter());
      },
    }),
  );
  if (requeue.data)
    return (
      <div className="pt-3">
        <Notice
          done
          title={`${counted(requeue.data.samples, dataset.noun.one, dataset.noun.many)} will be read again.`}
          action={
            <ButtonLink small href={paths.review(dataset.slug, requeue.data.queueId)}>
              Review them
            </ButtonLink>
          }
        >
          They wait in a queue of their own as soon as the next round is in. The log keeps what was decided.
        </Notice>
      </div>
    );
  const p = preview.data;
  if (preview.error || requeue.error) return <ErrorNotice error={preview.error ?? requeue.error} />;
  if (!p || p.decisions === 0) return null;
  return (
    <div className="pt-3">
      <Notice
        title={`${counted(p.decisions, 'decision was', 'decisions were')} taken under the old text, by ${counted(p.readers, 'reader', 'readers')}.`}
        action={
          <span className="flex flex-wrap gap-2">
            <Button small disabled={requeue.isPending} onClick={() => requeue.mutate({ slug: dataset.slug, version })}>
              Have them read again
            </Button>
            <Button small onClick={onDone}>
              Let them stand
            </Button>
          </span>
        }
      >
        {p.changed > 0
          ? `Read again, ${counted(p.changed, 'changed label goes', 'changed labels go')} back to the given one until somebody decides anew.`
          : 'Read again, their samples wait until somebody decides anew.'}
      </Notice>
    </div>
  );
}
