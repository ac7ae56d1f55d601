'use client';

import { useQuery } from '@tanstack/react-query';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { NoProvider } from '#/app/_questions/NoProvider.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { ButtonLink } from '#/app/_ui/Button.tsx';
import { Notice } from '#/app/_ui/Notice.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { roleHas } from '#/server/domain/capability.ts';

/** Why the queue of visual questions is empty while nobody was asked, and what to do about it. */
export function AskFirst() {
  const trpc = useTRPC();
  const { dataset, me } = useDataset();
  const { slug } = dataset;
  const provider = useQuery(trpc.providers.get.queryOptions({ slug }));
  const runs = useQuery(trpc.questions.runs.queryOptions({ slug }));
  if (!provider.isSuccess || !runs.data || runs.data.some((r) => r.samplesDone > 0)) return null;
  return (
    <div className="mt-6">
      {provider.data === null ? (
        <NoProvider admin={roleHas(me.role, 'administer')} captions={dataset.task === 'image-text'} />
      ) : (
        <Notice
          title="Nothing was asked about the pictures yet."
          action={
            <ButtonLink small href={paths.questions(slug)}>
              Ask
            </ButtonLink>
          }
        >
          “Picture and label do not match” fills once {provider.data.model} has answered.
        </Notice>
      )}
    </div>
  );
}
