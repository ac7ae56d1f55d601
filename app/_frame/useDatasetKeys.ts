'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { paths } from '#/app/_ui/paths.ts';
import { useShortcuts } from '#/app/_ui/useShortcuts.ts';
import { type Role, roleHas } from '#/server/domain/capability.ts';

/** Opens the first queue of a dataset in which something waits: the first one combines all signals. */
export function useReviewNext() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  return async (slug: string) => {
    const queues = await queries.fetchQuery(trpc.queues.list.queryOptions({ slug })).catch(() => []);
    const first = queues.find((q) => q.waiting > 0) ?? queues[0];
    router.push(first ? paths.review(slug, first.id) : paths.queues(slug));
  };
}

/** `R` and `E` on every page of a dataset. */
export function useDatasetKeys(slug: string, role: Role | null) {
  const router = useRouter();
  const review = useReviewNext();
  useShortcuts({
    r: role && roleHas(role, 'review') ? () => void review(slug) : undefined,
    e: role && roleHas(role, 'inspect') ? () => router.push(paths.exports(slug)) : undefined,
  });
}
