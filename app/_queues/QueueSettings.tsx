'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button, ButtonLink } from '#/app/_ui/Button.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import { PeopleFields } from './PeopleFields.tsx';
import { PolicyFields } from './PolicyFields.tsx';
import { policyOf } from './policyForm.ts';

/** How one queue is read, and by whom. */
export function QueueSettings({ queueId }: { queueId: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { dataset } = useDataset();
  const settings = useQuery(trpc.queues.settings.queryOptions({ queueId }));
  const save = useMutation(
    trpc.queues.update.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.queues.pathFilter()) }),
  );
  const data = settings.data;
  return (
    <>
      <div className="page-h">
        <div>
          <h1>{data?.name ?? 'Queue'}</h1>
          <p>Decisions keep what was asked for when they were taken; what is not agreed on yet follows a change.</p>
        </div>
        <div className="push">
          <ButtonLink href={paths.queues(dataset.slug)}>All queues</ButtonLink>
        </div>
      </div>
      <ErrorNotice error={settings.error} />
      {settings.isPending ? <Skeleton height={320} /> : null}
      {data ? (
        <form
          className="grid max-w-[760px] gap-6"
          onSubmit={(e) => {
            e.preventDefault();
            const form = new FormData(e.currentTarget);
            save.mutate({
              queueId,
              name: String(form.get('name')),
              policy: policyOf(form),
              people: form.get('restricted') ? form.getAll('people').map(String) : null,
            });
          }}
        >
          <label className="field max-w-[420px]">
            <span>Name</span>
            <input className="input" name="name" required maxLength={200} defaultValue={data.name} />
          </label>
          <PolicyFields policy={data.policy} />
          <PeopleFields restricted={data.restricted} people={data.people} />
          <ErrorNotice error={save.error} />
          <div className="flex items-center gap-4">
            <Button type="submit" ink disabled={save.isPending}>
              Save
            </Button>
            <span role="status" className="quiet">
              {save.isSuccess ? 'Saved.' : ''}
            </span>
          </div>
        </form>
      ) : null}
    </>
  );
}
