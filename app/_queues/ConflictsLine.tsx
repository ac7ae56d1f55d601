'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { ButtonLink } from '#/app/_ui/Button.tsx';
import { counted } from '#/app/_ui/figures.ts';
import { paths } from '#/app/_ui/paths.ts';

/** What waits for a lead; nothing where nothing does. */
export function ConflictsLine({ slug }: { slug: string }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.team.conflictCount.queryOptions({ slug }));
  if (!data || data.total === 0) return null;
  return (
    <p className="mb-5 flex flex-wrap items-center gap-4">
      <span>
        <b>Conflicts.</b> Readers disagree about {counted(data.total, 'sample', 'samples')}; a lead decides.
      </span>
      <ButtonLink small href={paths.conflicts(slug)}>
        Decide conflicts
      </ButtonLink>
    </p>
  );
}
