'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { paths } from '#/app/_ui/paths.ts';
import type { GridItem } from './marks.ts';

interface Finishing {
  slug: string;
  queueId: string | undefined;
  bound: number;
  onDone: () => void;
}

/** Hands what was marked to its check: a bulk is begun, and its page opened. */
export function useFinish({ slug, queueId, bound, onDone }: Finishing) {
  const trpc = useTRPC();
  const router = useRouter();
  const start = useMutation(trpc.bulk.start.mutationOptions());
  return {
    busy: start.isPending,
    error: start.error,
    finish(items: GridItem[]) {
      if (!items.length || start.isPending) return;
      start.mutate(
        { slug, queueId, bound, what: { items } },
        {
          onSuccess(bulk) {
            onDone();
            router.push(paths.bulk(slug, bulk.id, window.location.pathname + window.location.search));
          },
        },
      );
    },
  };
}
