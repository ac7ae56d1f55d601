'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#/app/_trpc/client.tsx';
import type { ClassView, ReviewItem } from '#/server/domain/views.ts';
import { type RelationChoices, relationChoices } from './choices.ts';

/**
 * The labels offered for the sentence in hand; null for samples of other kinds, and where the data could not be counted.
 * `waiting` while that is being found out.
 */
export function useRelationChoices(
  slug: string,
  item: ReviewItem,
  classes: readonly ClassView[],
): { offered: RelationChoices | null; waiting: boolean } {
  const trpc = useTRPC();
  const enabled = item.sample.content.kind === 'relation';
  const pairs = useQuery(
    trpc.review.typePairs.queryOptions({ slug }, { enabled, staleTime: Number.POSITIVE_INFINITY }),
  );
  return { offered: pairs.data ? relationChoices(item, pairs.data, classes) : null, waiting: pairs.isLoading };
}
