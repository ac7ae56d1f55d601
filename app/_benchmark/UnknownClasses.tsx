'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { count, counted } from '#/app/_ui/figures.ts';
import { Notice } from '#/app/_ui/Notice.tsx';
import type { FollowedJob } from './useFollowedJob.ts';

/** Classes named in full; of more, how many there are. */
const named = 12;

interface UnknownClassesProps {
  slug: string;
  /** The job that refused the file. */
  job: string;
  follow: FollowedJob['follow'];
}

/** A file of corrections was refused for labels that are no classes here: they can be added, or left out. */
export function UnknownClasses({ slug, job, follow }: UnknownClassesProps) {
  const trpc = useTRPC();
  const refused = useQuery(trpc.patches.refused.queryOptions({ slug, job }));
  const again = useMutation(trpc.patches.again.mutationOptions());
  const { classes = [], ids = 0 } = refused.data ?? {};
  if (classes.length === 0) return null;
  const start = (what: { partial: boolean; addClasses: boolean }) =>
    follow(() => again.mutateAsync({ slug, job, ...what }));
  const rest = classes.length > named ? ` and ${count(classes.length - named)} more` : '';
  return (
    <Notice title={`${counted(classes.length, 'label is', 'labels are')} no class here yet:`}>
      {classes.slice(0, named).map(({ label, entries }, i) => (
        <span key={label}>
          {i > 0 ? ', ' : ''}
          <code>{label}</code> ({count(entries)})
        </span>
      ))}
      {rest}.{ids > 0 ? ` ${counted(ids, 'entry has', 'entries have')} an id that is unknown here.` : ''}
      <span className="mt-3 flex flex-wrap gap-3">
        <Button small onClick={() => start({ addClasses: true, partial: ids > 0 })}>
          {classes.length === 1 ? 'Add this class' : `Add these ${count(classes.length)} classes`}
          {ids > 0 ? ', leave out unknown ids' : ''}
        </Button>
        <Button small onClick={() => start({ addClasses: false, partial: true })}>
          Leave these entries out
        </Button>
      </span>
    </Notice>
  );
}
