'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { Skeleton } from '#/app/_ui/Skeleton.tsx';
import { useMe } from '#/app/_ui/useMe.ts';
import { roleHas } from '#/server/domain/capability.ts';
import { ProviderForm } from './ProviderForm.tsx';

/** The model that is asked about pictures, for the whole server. */
export function ProviderPage() {
  const trpc = useTRPC();
  const { me } = useMe();
  const admin = me !== null && roleHas(me.role, 'administer');
  const provider = useQuery(trpc.providers.get.queryOptions({ slug: null }, { enabled: admin }));
  if (me && !admin)
    return (
      <>
        <div className="page-h">
          <h1>Vision model</h1>
        </div>
        <Notice title="Only admins set the vision model.">Ask an admin of this server.</Notice>
      </>
    );
  return (
    <>
      <div className="page-h">
        <div>
          <h1>Vision model</h1>
          <p className="max-w-[70ch]">
            It answers questions about pictures, such as “Is there a bar across the top?”, so that labels can be
            compared with what is seen. A dataset may have one of its own.
          </p>
        </div>
      </div>
      <ErrorNotice error={provider.error} />
      {provider.isPending ? <Skeleton height={300} /> : null}
      {provider.data?.from === 'environment' ? (
        <p className="mb-5 max-w-[70ch] text-ink-2">
          In force now: {provider.data.model}, from VLM_BASE_URL and VLM_MODEL. What is saved here takes its place.
        </p>
      ) : null}
      {provider.isSuccess ? (
        <ProviderForm key={JSON.stringify(provider.data)} slug={null} provider={provider.data} />
      ) : null}
    </>
  );
}
